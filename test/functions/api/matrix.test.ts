import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../../functions/local/build.ts";
import type { TestPortal } from "../../helpers/portal.ts";
import { Visitor } from "../../helpers/visitor.ts";
import { agents, choose, sql, startDemo, tryOf, verify as verifyWith } from "../../e2e/http/world.ts";

const kinds = ["nobody", "another", "the person", "administrator", "agent", "disabled"] as const;
type Kind = (typeof kinds)[number];

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

/** What each kind of person is answered: a status, and where a redirect leads. */
type Row = readonly [
  method: "GET" | "POST",
  path: string,
  ...answers: [string, string, string, string, string, string],
];

const all = (answer: string) => Array(6).fill(answer) as [string, string, string, string, string, string];
/** Signed-in people are answered so; nobody and the disabled are led to sign-in and back. */
const inside = (path: string, another: string, person: string, administrator: string, agent: string) => {
  const asked = `303 /en/sign-in?next=${encodeURIComponent(path)}`;
  return [asked, another, person, administrator, agent, asked] as const;
};
const to = (path: string) => `303 /en/${path}`;
const verify = to("onboarding/verify");
const checkEmail = to("onboarding/check-email");
const status = to("onboarding/status");

const page = (path: string, ...answers: [string, string, string, string]): Row => [
  "GET",
  path,
  ...inside(path, ...answers),
];
const form = (path: string, ...answers: [string, string, string, string]): Row => [
  "POST",
  path,
  ...inside(path, ...answers),
];

const four = (answer: string) => [answer, answer, answer, answer] as const;

const rows: readonly Row[] = [
  ["GET", "/en/", ...all("200")],
  ["GET", "/en/guide", ...all("200")],
  ["GET", "/en/roles", ...all("200")],
  ["GET", "/en/help", ...all("200")],
  ["GET", "/en/privacy", ...all("200")],
  ["GET", "/en/accessibility", ...all("200")],
  ["GET", "/en/onboarding", ...all("200")],
  ["GET", "/healthz", ...all("200")],
  ["GET", "/en/nowhere", ...all("404")],
  ["POST", "/en/nowhere", ...all("404")],
  ["GET", "/en/sign-out", ...all("405")],
  ["POST", "/en/guide", ...all("405")],
  ["GET", "/en/sign-in", "200", to("portal"), to("portal"), to("portal"), to("portal"), "200"],
  ["POST", "/en/sign-in", ...all("422")],
  ["GET", "/en/sign-in/code", ...all(to("sign-in"))],
  ["POST", "/en/sign-in/code", ...all(to("sign-in"))],
  page("/en/portal", "200", "200", "200", "200"),
  page("/en/tasks", "200", "200", "200", "200"),
  page("/en/profile", "200", "200", "200", "200"),
  form("/en/profile", "422", "422", "422", "422"),
  page("/en/onboarding/verify", "200", "200", "200", "200"),
  form("/en/onboarding/verify", "422", "422", "422", "422"),
  page("/en/onboarding/confirm", verify, checkEmail, status, verify),
  page("/en/onboarding/organization", verify, "200", status, verify),
  form("/en/onboarding/organization", verify, "422", status, verify),
  page("/en/onboarding/check-email", verify, "200", status, verify),
  form("/en/onboarding/check-email", verify, "429", status, verify),
  page("/en/onboarding/status", "200", "200", "200", "200"),
  page("/en/organizations/noorderkaai", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai-genk", "404", "404", "200", "404"),
  page("/en/organizations/moselane", "404", "404", "404", "404"),
  page("/en/organizations/nothing", "404", "404", "404", "404"),
  page("/en/organizations", "200", "200", "200", "200"),
  page("/en/organizations/noorderkaai/people", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/people", "404", "404", "422", "404"),
  page("/en/organizations/noorderkaai/administrators", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/administrators", "404", "404", "422", "404"),
  page("/en/organizations/noorderkaai/requests", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/requests/REQUEST", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/requests/REQUEST", "404", "404", "422", "404"),
  page("/en/organizations/noorderkaai/history", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/history.csv", "404", "404", "200", "404"),
  page("/en/accounts", "200", "200", "200", "200"),
  page("/en/accounts/request-access", "200", "200", "200", "200"),
  form("/en/accounts/request-access", "422", "422", "422", "422"),
  page("/en/accounts/new/authorization", "200", "200", "200", "200"),
  form("/en/accounts/new/authorization", "422", "422", "422", "422"),
  page("/en/accounts/new/identity", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/identity", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/new/company", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/company", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/new/administrators", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/administrators", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/new/review", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/review", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/for-customer", "200", "200", "200", "200"),
  form("/en/accounts/for-customer", "422", "422", "422", "422"),
  page("/en/accounts/for-customer/review", ...four(to("accounts/for-customer"))),
  form("/en/accounts/for-customer/review", ...four(to("accounts/for-customer"))),
  page("/en/accounts/noorderkaai.example", "404", "404", "200", "404"),
  page("/en/accounts/noorderkaai.example/people", "404", "404", "200", "404"),
  form("/en/accounts/noorderkaai.example/people", "404", "404", "422", "404"),
  page("/en/accounts/noorderkaai.example/virtual-accounts", "404", "404", "200", "404"),
  form("/en/accounts/noorderkaai.example/virtual-accounts", "404", "404", "422", "404"),
  page("/en/accounts/noorderkaai.example/requests", "404", "404", "200", "404"),
  page("/en/accounts/noorderkaai.example/requests/REQUEST", "404", "404", "404", "404"),
  form("/en/accounts/noorderkaai.example/requests/REQUEST", "404", "404", "404", "404"),
  page("/en/accounts/noorderkaai.example/history", "404", "404", "200", "404"),
  page("/en/accounts/noorderkaai.example/history.csv", "404", "404", "200", "404"),
  ["GET", "LINK", "200", "403", "200", "403", "403", "200"],
  ["GET", "LINK/code", ...all("405")],
  ["GET", "/en/link/cABC", ...all("404")],
  form("/en/link/cABC", "404", "404", "404", "404"),
  ["GET", "DECISION", "200", "403", "403", "200", "403", "200"],
  form("/en/onboarding/confirm", verify, checkEmail, status, verify),
  [
    "POST",
    "/en/onboarding/status",
    `303 /en/sign-in?next=${encodeURIComponent("/en/onboarding/status")}`,
    ...(["400", "400", "400", "400", "400"] as const),
  ],
  page("/en/onboarding/hand-over", "200", "200", "200", "200"),
  form("/en/onboarding/hand-over", "422", "422", "422", "422"),
  page("/en/requests", "200", "200", "200", "200"),
  page("/en/requests/REQUEST", "404", "404", "404", "404"),
  form("/en/requests/REQUEST", "404", "404", "404", "404"),
  page("/en/requests/nothing", "404", "404", "404", "404"),
  page("/en/reviews", "404", "404", "404", "200"),
  page("/en/reviews/REVIEW", "404", "404", "404", "200"),
  form("/en/reviews/REVIEW", "404", "404", "404", "422"),
  page("/en/reviews/nothing", "404", "404", "404", "404"),
];

const nameOfId: Record<string, string> = { link: "token", accounts: "domain" };

test("every address that is declared stands in this table, by GET and by POST", () => {
  const folder = join(root, "functions/api");
  const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const declared = source.flatMap((text) =>
    text
      .split(/\.at\(\s*"/u)
      .slice(1)
      .flatMap((part) => {
        const [path = "", methods = ""] = part.split(/\.routes|;/u, 1)[0]!.split(/",\s*/u, 2);
        return ["GET", "POST"]
          .filter((method) => new RegExp(`\\b${method.toLowerCase()}:`, "u").test(methods))
          .map((method) => `${method} ${path}`);
      }),
  );
  const pattern = (path: string) =>
    path
      .replace(/^\/en\//u, "")
      .replace(/^(LINK|DECISION)/u, "link/:token")
      .replace(
        /^(organizations|requests|reviews|link|accounts)\/(?!:|new\/|for-customer|request-access)[^/]+/u,
        (_, kind: string) => `${kind}/:${nameOfId[kind] ?? "id"}`,
      )
      .replace(/\/requests\/(?!:)[^/]+$/u, "/requests/:request");
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
    ? { action: "withdraw" }
    : path.endsWith("/people")
      ? { action: "give" }
      : path.endsWith("/administrators")
        ? { action: "order" }
        : path.endsWith("/virtual-accounts")
          ? { action: "create" }
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
