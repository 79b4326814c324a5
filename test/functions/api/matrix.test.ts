import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "#functions/app.ts";
import { onlySwitchLanguage } from "#functions/http/address.ts";
import { agents, choose, sql, startDemo, tryOf, verify as verifyWith } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { type Kind, kinds, rows } from "./matrix-rows.ts";

const mine = "eleanor.hart@harrow-wren.example";
const who: Record<Exclude<Kind, "nobody">, string> = {
  another: "conor.byrne@harrow-wren.example",
  "the person": mine,
  administrator: "els.wouters@noorderkaai.example",
  agent: agents[0],
  disabled: "amir.khan@nordlys-seafood.example",
};

let portal: TestPortal;
let link: string;
const places: Record<string, string> = {};
const people = {} as Record<Kind, Visitor>;
beforeAll(async () => {
  portal = await startDemo();
  people["the person"] = await choose(portal.url, mine);
  link = await people["the person"].linkTo(mine, "confirm-address");
  people.nobody = new Visitor(portal.url);
  for (const kind of ["another", "administrator", "agent", "disabled"] as const) {
    people[kind] = new Visitor(portal.url);
    await people[kind].signIn(who[kind]);
  }
  await openMatters();
  await sql(portal)("update person set disabled_at = 1 where email = ?", who.disabled);
  for (const visitor of Object.values(people))
    for (const name of [...visitor.cookies.keys()].filter((one) => one !== "session"))
      visitor.cookies.delete(name);
});
afterAll(() => portal.stop());

/** A request that the administrator is to decide, and a review for the agents; both of persons not in this table. */
async function openMatters() {
  const requester = new Visitor(portal.url);
  const { email, language } = tryOf("pieter.claes@noorderkaai.example");
  await requester.signIn(email, language);
  await verifyWith(requester, language, tryOf(email));
  await requester.submit();
  await choose(portal.url, "fenna.dijkstra@oosterwoud-zorg.example");
  const [request] = await sql(portal)("select id from access_request");
  const [review] = await sql(portal)("select id from review");
  places["REQUEST"] = String(request!["id"]);
  places["REVIEW"] = String(review!["id"]);
  places["DECISION"] = (await requester.linkTo(who.administrator, "request-to-decide")).replace(
    /^\/nl/u,
    "/en",
  );
  places["LINK"] = link;
}

const nameOfId: Record<string, string> = { link: "token", accounts: "domain", legal: "text" };

test("every address that is declared stands in this table, by GET and by POST", () => {
  const declared = app.routes
    .filter(
      ({ path, method, handler }) =>
        method !== "ALL" && !path.startsWith("/dev/") && handler !== onlySwitchLanguage,
    )
    .map(({ method, path }) => `${method} ${path.replace(/^\/:lang\{[^}]+\}\//u, "")}`);
  const pattern = (path: string) =>
    path
      .replace(/^\/en\//u, "")
      .replace(/^(LINK|DECISION)/u, "link/:token")
      .replace(
        /^(organizations|requests|reviews|link|accounts|legal)\/(?!:|new\/|for-customer|request-access)[^/]+/u,
        (_, kind: string) => `${kind}/:${nameOfId[kind] ?? "id"}`,
      )
      .replace(/\/devices\/uploads\/[^/]+/u, "/devices/uploads/:upload")
      .replace(/\/devices\/[A-Z\d]+$/u, "/devices/:serialNumber")
      .replace(/\/requests\/(?!:)[^/]+$/u, "/requests/:request")
      .replace(/^\/api\/v1\/(organizations|cases)\/[^/]+/u, "/api/v1/$1/:id")
      .replace(/^\/api\/v1\/imports\/.+/u, "/api/v1/imports/:file")
      .replace(/^\/collect\/.+/u, "/collect/:id")
      .replace(/\/requests\/(?!:)[^/]+$/u, "/requests/:request")
      .replace(/\/alerts\/[^/]+$/u, "/alerts/:alert")
      .replace(/(^|\/)unsubscribe\/[^/]+$/u, "$1unsubscribe/:token");
  const tried = new Set([
    ...rows.map(([method, path]) => `${method} ${pattern(path)}`),
    "POST sign-out",
    "POST link/:token/code",
  ]);

  expect(declared.length).toBeGreaterThan(20);
  expect(declared.filter((one) => !tried.has(one))).toEqual([]);
});

/** A form that shows who may send it, and changes nothing: something is missing where it is let in. */
const sent = (path: string): Record<string, string> =>
  path.startsWith("/en/requests/")
    ? { action: "withdraw", confirmed: "yes" }
    : path === "/en/profile/passkeys" || path === "/en/profile/address" || path.endsWith("/identifier")
      ? { action: path.endsWith("passkeys") ? "add" : "ask", name: "One" }
      : path.endsWith("/erase") || path.endsWith("/data")
        ? { action: "erase" }
        : path === "/en/people"
          ? { action: "suspend", email: "els.wouters@noorderkaai.example" }
          : path.endsWith("/people")
            ? { action: "give" }
            : path.endsWith("/administrators")
              ? { action: "order" }
              : path.endsWith("/virtual-accounts") || path.endsWith("/collector") || path === "/en/keys"
                ? { action: "create" }
                : path.includes("/devices/uploads/")
                  ? { action: "load" }
                  : path.includes("/devices/")
                    ? { action: "remove" }
                    : { decision: "ask" };

test.each(
  rows.flatMap(([method, path, ...answers]) =>
    answers.map((answer, at) => [method, path, kinds[at]!, answer] as const),
  ),
)("%s %s by %s: %s", async (method, path, kind, answer) => {
  const placed = (text: string) => text.replace(/LINK|DECISION|REQUEST|REVIEW/u, (name) => places[name]!);
  const address = placed(path);

  const got = await (method === "GET"
    ? people[kind].request("GET", address)
    : people[kind].post(address, sent(path)));

  people[kind].cookies.delete("draft");
  expect(got.status < 400 && got.status >= 300 ? `${got.status} ${got.path}` : String(got.status)).toBe(
    placed(answer),
  );
});

test.each(kinds)("a link in the hands of %s acts only for its person", async (kind) => {
  const got = await people[kind].post(link, {});

  const expected = {
    nobody: [303, `/en/sign-in?next=${encodeURIComponent(link)}`],
    another: [403, link],
    "the person": [303, "/en/onboarding/status"],
    administrator: [403, link],
    agent: [403, link],
    disabled: [303, `/en/sign-in?next=${encodeURIComponent(link)}`],
  }[kind];
  expect([got.status, got.path]).toEqual(expected);
});

test.each(kinds)("signing out leads %s home", async (kind) => {
  const got = await people[kind].post("/en/sign-out");

  expect([got.status, got.path]).toEqual([303, "/en/"]);
});
