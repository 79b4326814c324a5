import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import { signedIn, sql, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let visitor: Visitor;
const email = "eleanor.hart@harrow-wren.example";
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  visitor = await signedIn(portal, email);
});
afterAll(() => portal?.stop());

const form = { "content-type": "application/x-www-form-urlencoded" };
const own = { contractNumber: "263946452", serialNumber: "FDO224591US" };
const verify = "/en/onboarding/verify";
const started = async () =>
  (
    await database(
      "select 1 from registration r join person p on p.id = r.person_id where p.email = ?",
      email,
    )
  ).length;

/** A request without the headers that a browser of one's own adds. */
const bare = (
  path: string,
  {
    method = "POST",
    headers = {},
    body = "" as BodyInit | null,
  }: { method?: string; headers?: Record<string, string>; body?: BodyInit | null } = {},
) =>
  fetch(portal.url + path, {
    method,
    body,
    redirect: "manual",
    headers: { cookie: `session=${visitor.cookies.get("session")!}`, ...headers },
  });

describe("origins", () => {
  const body = new URLSearchParams(own).toString();

  test.each([
    ["none", {}],
    ["a foreign one", { origin: "https://evil.example" }],
    ["none that can be told", { origin: "null" }],
    ["our host at another port", { origin: "http://127.0.0.1:1" }],
    ["one that begins like ours", { origin: "PORTAL.evil.example" }],
    ["a foreign one, same site", { origin: "https://evil.example", "sec-fetch-site": "same-site" }],
    ["cross-site by the browser's word", { "sec-fetch-site": "cross-site" }],
    ["typed by a person", { "sec-fetch-site": "none" }],
  ] as [string, Record<string, string>][])(
    "a form whose origin is %s is refused, and nothing changes",
    async (_, headers) => {
      const named = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace("PORTAL", portal.url)]),
      );

      const answer = await bare(verify, { headers: { ...form, ...named }, body });
      const page = await answer.text();

      expect(answer.status).toBe(403);
      expect(page).toContain('data-page="problem"');
      expect(page).toContain(translator("en")("errors.foreignOrigin.title"));
      expect(await started()).toBe(0);
    },
  );

  test("sign-out from elsewhere signs nobody out", async () => {
    const answer = await bare("/en/sign-out", { headers: { origin: "https://evil.example" }, body: null });
    await answer.body?.cancel();

    expect(answer.status).toBe(403);
    expect((await visitor.go("/en/portal")).page).toBe("portal");
  });

  test.each([
    ["Sec-Fetch-Site: same-origin", { "sec-fetch-site": "same-origin" }],
    ["the portal's own Origin", { origin: "PORTAL" }],
  ] as [string, Record<string, string>][])("a form with %s is accepted", async (_, headers) => {
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("PORTAL", portal.url)]),
    );

    const answer = await bare(verify, { headers: { ...form, ...named }, body: "contractNumber=" });
    await answer.body?.cancel();

    expect(answer.status).toBe(422);
  });
});
