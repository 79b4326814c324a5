import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { app } from "#functions/app.ts";
import { signedIn, startDemo } from "#test/e2e/http/world.ts";
import { leaksIn, logged } from "#test/helpers/log.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

const email = "priya.nair@castleford-rail.example";

let portal: TestPortal;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  visitor = await signedIn(portal, email);
});
afterAll(() => portal?.stop());

const declared = app.routes.filter(({ path, method }) => method !== "ALL" && !path.startsWith("/dev"));
const patternOf = (path: string) => path.replace(/\{[^/]*\}/gu, "");

/** What was logged of what is asked meanwhile. */
async function during(ask: () => Promise<unknown>) {
  const before = portal.lines.length;
  await ask();
  await vi.waitFor(() => expect(logged(portal.lines.slice(before)).length).toBeGreaterThan(0), 20_000);
  return portal.lines.slice(before);
}

test("of every address the log has one line, with its pattern, and nothing that was sent", async () => {
  const typed = ["secret-of-the-path", "secret-of-the-query", "secret-of-the-body", "secret-of-the-agent"];
  const stranger = new Visitor(portal.url, {
    "user-agent": `${typed[3]} "},\\n{"event":"request"} ${"x".repeat(4000)}`,
    "cf-ray": "secret-of-the-agent@acme.example",
    "cf-connecting-ip": "203.0.113.7",
    cookie: "session=secret-of-the-agent; draft=secret-of-the-agent",
  });
  const asked = declared.map(({ method, path }) => [
    method,
    path
      .replace(/:lang\{[^/]*\}/u, "en")
      .replaceAll(/:\w+/gu, `${typed[0]}%0A%7B%22event%22:%22request%22%7D@acme.example`),
  ]);

  const lines = await during(async () => {
    for (const [method, path] of asked)
      await stranger.request(
        method!,
        `${path}?email=${typed[1]}%40acme.example&next=/en/${typed[1]}`,
        method === "POST" ? `email=${typed[2]}%40acme.example&comment=${typed[2]}` : undefined,
      );
    await vi.waitFor(
      () => expect(portal.lines.join("\n")).toContain('POST","route":"/unsubscribe/:token'),
      20_000,
    );
  });
  const requests = logged(lines).filter(({ event, network }) => event === "request" && network);

  expect(requests.map(({ method, route }) => `${method} ${route}`)).toEqual(
    declared.map(({ method, path }) => `${method} ${patternOf(path)}`),
  );
  expect(typed.filter((one) => lines.join("\n").includes(one))).toEqual([]);
  expect(leaksIn(lines, [])).toEqual([]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
  expect(lines.join("\n")).not.toContain("203.0");
});

test("a line says who did what, and what became of it", async () => {
  const lines = await during(async () => {
    await visitor.post("/en/profile", { name: "", language: "en" });
    await visitor.post("/en/profile", { name: "Priya Nair", phone: "+44 20 7946 0001", language: "en" });
    await new Visitor(portal.url, { "cf-connecting-ip": "203.0.113.9" }).request("GET", "/en/nowhere/at/all");
    await vi.waitFor(() => expect(portal.lines.at(-1)).toContain("404"), 20_000);
  });

  const [refused, saved, unknown] = logged(lines).slice(-3);
  const profile = {
    event: "request",
    method: "POST",
    route: "/:lang/profile",
    action: "person.save-profile",
  };
  expect(refused).toMatchObject({ ...profile, outcome: "invalid", status: 422, trips: 1, network: null });
  expect(refused!["because"]).toMatch(/^profile\./u);
  expect(saved).toMatchObject({ ...profile, outcome: "ok", status: 303, trips: 2, ms: expect.any(Number) });
  expect(saved!["personId"]).toBe("demo-priya-nair");
  expect(unknown).toMatchObject({ route: null, outcome: "refused", status: 404 });
  expect(unknown!["network"]).toMatch(/^[\w-]{16}$/u);
});

test("an answer bears the id of its line, which nobody can choose", async () => {
  const answer = await visitor.request("GET", "/en/nowhere", undefined, { "cf-ray": "abc" });

  const id = answer.headers.get("x-request-id")!;
  await vi.waitFor(() => expect(logged(portal.lines).map((line) => line["id"])).toContain(id), 20_000);
  expect(id).toMatch(/^[\w-]{8}$/u);
});

test("a leak would be found: an address, a code and the token of a link", () => {
  const mail = { text: "Your code: 123456\nhttp://localhost/en/link/c0123456789abcdefghij01" };
  const lines = [
    "a ann@acme.example",
    "GET /en/link/c0123456789abcdefghij01",
    '{"code":"123456"}',
    "fine 12345",
  ];

  expect(leaksIn(lines, [mail])).toEqual(["a ann@acme.example", "123456", "c0123456789abcdefghij01"]);
});
