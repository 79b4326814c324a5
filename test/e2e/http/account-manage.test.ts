import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { choices, rolesIn, sendRepeated } from "./accounts-world.ts";
import { signedIn, sql, startDemo } from "./world.ts";

const fr = translator("fr");
const nl = translator("nl");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let els: Visitor;
let number = 0;
let newcomer: string;

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  els = await signedIn(portal, "els.wouters@noorderkaai.example", "nl");
});
afterAll(() => portal.stop());
beforeEach(() => {
  number += 1;
  newcomer = `new.person.${number}@noorderkaai.example`;
});

const at = (part: string) => `/nl/accounts/noorderkaai.example/${part}`;
const change = (action: string, fields: Record<string, string>) =>
  els.post(at("people"), { action, confirmed: "yes", ...fields });
const divide = (action: string, fields: Record<string, string>) =>
  els.post(at("virtual-accounts"), { action, confirmed: "yes", ...fields });
const add = (email: string, role = "smart-account-user") =>
  change("associate", { email, role, scope: "all", language: "fr" });

const rolesOf = (email: string) => rolesIn(portal, email);

test("the overview shows properties, the own roles and the administrators; only administrators see addresses", async () => {
  const user = await signedIn(portal, "hanne.vos@noorderkaai.example", "nl");

  const managed = await els.go("/nl/accounts/NOORDERKAAI.example");
  const page = await user.go("/nl/accounts/noorderkaai.example");

  expect([managed.status, managed.state, page.status, page.state]).toEqual([200, "manager", 200, "reader"]);
  expect(page.text).toMatch(/Noorderkaai NV .* Antwerpen, België/u);
  expect([managed.text.includes("tom.maes@"), page.text.includes("tom.maes@")]).toEqual([true, false]);
});

test("name and company can be changed, which is said and on record; what is not right is told field by field, and kept", async () => {
  await els.go(at("details"));
  const company = { companyName: "Noorderkaai NV", country: "BE", address: "Kaai 1", postalCode: "9000" };
  const details = { ...company, accountName: "Noorderkaai Groep", city: "Gent" };
  const refused = await els.submit({ ...company, accountName: "", city: "" });
  const done = await els.submit(details);
  const page = await els.go("/nl/accounts/noorderkaai.example");
  expect([refused.status, Object.keys(refused.errors)]).toEqual([422, ["accountName", "city"]]);
  expect([done.page, done.path]).toEqual(["account", "/nl/accounts/noorderkaai.example"]);
  expect(page.text).toMatch(/Noorderkaai Groep .* Gent, België/u);

  await els.go(at("details"));
  const again = await els.submit(details);
  const [{ times } = { times: 0 }] = await database(
    "select count(*) as times from audit_event where action = 'account.change'",
  );
  expect([again.page, times]).toEqual(["account", 1]);
});

test("somebody new gets a role, a message in the chosen language, and the account on the Access page", async () => {
  const done = await add(newcomer);
  const [mail] = await els.mailTo(newcomer, "access-granted");
  const visitor = await signedIn(portal, newcomer, "fr", "Nouvelle Personne");
  const access = await visitor.go("/fr/accounts");

  expect([done.status, done.path]).toEqual([303, at("people")]);
  expect([mail!.language, mail!.text.includes(fr("roles.smart-account-user"))]).toEqual(["fr", true]);
  expect([access.state, access.text.includes("noorderkaai.example")]).toEqual(["accounts-some", true]);
});

test("one more role is given, in parts, and taken from one of them", async () => {
  await signedIn(portal, newcomer, "fr", "Nouvelle Personne");
  await add(newcomer);
  const [, antwerpen, genk] = choices(await els.go(at("people")), "scope") as [string, string, string];
  await sendRepeated(els, at("people"), [
    ["action", "give"],
    ["email", newcomer],
    ["role", "virtual-account-administrator"],
    ["scope", antwerpen],
    ["scope", genk],
  ]);
  const given = await rolesOf(newcomer);

  await change("take", { email: newcomer, role: "virtual-account-administrator", scope: genk });
  const letters = await els.mailTo(newcomer, "access-changed");

  expect(given).toEqual([
    ["smart-account-user", null],
    ["virtual-account-administrator", "Antwerpen"],
    ["virtual-account-administrator", "Genk"],
  ]);
  expect(await rolesOf(newcomer)).toEqual([
    ["smart-account-user", null],
    ["virtual-account-administrator", "Antwerpen"],
  ]);
  expect(letters.map(({ subject }) => /\((.*)\)/u.exec(subject)![1])).toEqual([
    "noorderkaai.example: Genk",
    "noorderkaai.example: Antwerpen, Genk",
  ]);
});

test("removing ends every role at once; the session stays, the account is gone", async () => {
  await add(newcomer);
  const visitor = await signedIn(portal, newcomer, "en", "Gone Soon");
  const before = await visitor.go("/en/accounts/noorderkaai.example");

  const done = await change("remove", { email: newcomer });
  const after = await visitor.go("/en/accounts/noorderkaai.example");

  expect([before.status, done.status, after.status]).toEqual([200, 303, 404]);
  expect(await rolesOf(newcomer)).toEqual([]);
});

test("the same twice changes nothing more and writes to nobody again", async () => {
  await signedIn(portal, newcomer, "fr", "Nouvelle Personne");
  await add(newcomer);
  const again = await add(newcomer);
  await change("remove", { email: newcomer });
  const gone = await change("remove", { email: newcomer });

  expect([again.status, gone.status]).toEqual([303, 303]);
  expect(await els.mailTo(newcomer, "access-granted")).toHaveLength(1);
  expect(await els.mailTo(newcomer, "access-changed")).toHaveLength(1);
});

test.each([
  ["associate", { email: "", role: "smart-account-user" }, { email: "organization.errors.emailRequired" }],
  [
    "associate",
    { email: "somebody@gmail.com", role: "smart-account-user" },
    { email: "organization.errors.emailPersonal" },
  ],
  [
    "associate",
    { email: "a@noorderkaai.example", role: "smart-account-user", language: "qaa" },
    { language: "organization.errors.languageUnknown" },
  ],
  [
    "associate",
    { email: "a@gmail.com" },
    {
      email: "organization.errors.emailPersonal",
      scope: "account.grant.errors.scopeRequired",
      role: "account.grant.errors.roleRequired",
    },
  ],
  [
    "associate",
    { email: "a@noorderkaai.example", scope: "all", role: "customer-user" },
    { role: "account.grant.errors.roleRequired" },
  ],
  [
    "give",
    { email: "nobody@noorderkaai.example", role: "smart-account-user" },
    { form: "account.people.errors.notHere" },
  ],
  ["remove", { email: "nobody@noorderkaai.example" }, { form: "account.people.errors.notHere" }],
])("%s with %j is refused: %j", async (action, fields, errors) => {
  const before = await database("select count(*) as n from role");

  const answer = await change(action, fields as Record<string, string>);

  expect([answer.status, answer.errors]).toEqual([422, errors]);
  expect(await database("select count(*) as n from role")).toEqual(before);
});

test("the last administrator can neither leave, nor be removed, until there is another", async () => {
  const marc = await signedIn(portal, "marc.thill@moselane.example", "fr");
  const page = "/fr/accounts/moselane.example/people";
  const own = {
    email: "marc.thill@moselane.example",
    role: "smart-account-administrator",
    scope: "all",
    confirmed: "yes",
  };

  const refused = [
    await marc.post(page, { action: "remove", ...own }),
    await marc.post(page, { action: "take", ...own }),
  ];
  await marc.post(page, { ...own, action: "associate", email: "claire.noel@moselane.example" });
  const left = await marc.post(page, { action: "take", ...own });
  const after = await marc.go("/fr/accounts/moselane.example");

  expect(refused.map(({ status, errors }) => [status, errors])).toEqual(
    Array(2).fill([422, { form: "account.people.errors.lastAdministrator" }]),
  );
  expect([left.status, left.path, after.status]).toEqual([303, "/fr/accounts", 404]);
});

test("an administrator who may not sign in any more does not count as another", async () => {
  await database("update person set disabled_at = 1 where email = 'tom.maes@noorderkaai.example'");

  const answer = await change("remove", { email: "els.wouters@noorderkaai.example" });
  await database("update person set disabled_at = null where email = 'tom.maes@noorderkaai.example'");

  expect([answer.status, answer.errors]).toEqual([422, { form: "account.people.errors.lastAdministrator" }]);
});

test("the history tells who did what, can be searched, and leaves as a file without formulas", async () => {
  await divide("create", { name: "=1+1" });
  await divide("close", { name: "=1+1" });
  await add(newcomer, "smart-account-viewer");

  const page = await els.go(at("history"));
  const found = await els.go(`${at("history")}?person=${newcomer}`);
  const file = await els.request("GET", at("history.csv"));

  expect([page.state, page.text.includes(nl("history.actions.virtualAccount.close"))]).toEqual([
    "some",
    true,
  ]);
  expect(found.find("ol.events > li")).toHaveLength(1);
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.headers.get("content-disposition")).toMatch(
    /attachment; filename="geschiedenis-noorderkaai\.example-[\d-]+\.csv"/u,
  );
  expect(file.body).toContain(newcomer);
  expect(file.body).not.toMatch(/(^|,)"?=1/mu);
});

test("an attempt without the right is on record, and changes nothing", async () => {
  const user = await signedIn(portal, "hanne.vos@noorderkaai.example", "nl");

  const answer = await user.post(at("people"), { action: "remove", email: "tom.maes@noorderkaai.example" });
  const history = await els.go(`${at("history")}?person=hanne.vos&action=accountPerson.remove`);

  expect([answer.status, await rolesOf("tom.maes@noorderkaai.example")]).toEqual([
    403,
    [
      ["customer-administrator", null],
      ["smart-account-administrator", null],
    ],
  ]);
  expect(history.find("ol.events > li")).toHaveLength(1);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
