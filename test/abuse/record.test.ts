import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { advance, agents, signedIn, sql, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";

const { byOne, byCompany } = limits.changes;
const chief = "els.wouters@noorderkaai.example";
const colleague = "pieter.claes@noorderkaai.example";
const at = (page: string) => `/nl/accounts/noorderkaai.example/${page}`;

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let els: Visitor;
let elsElsewhere: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  els = await signedIn(portal, chief, "nl");
  elsElsewhere = await signedIn(portal, chief, "nl");
});
afterAll(() => portal?.stop());

/** So many rows of the record of a day count already, of a mailbox or a company; of the present one and the next. */
const used = (subject: string, times: number) =>
  database(
    `insert into attempt (kind, subject, at, times)
      select 'change', ?1, (unixepoch() / 86400 + value) * 86400000, ?2 from generate_series(0, 1) where true
      on conflict (kind, subject, at) where kind = 'change' do update set times = excluded.times`,
    subject,
    times,
  );
const unused = () => database("delete from attempt where kind = 'change'");
const recorded = async (email: string) =>
  Number(
    (
      await database(
        `select count(*) as n from audit_event where actor = (select id from person where email = ?)
          and action not like 'session.%'`,
        email,
      )
    )[0]!["n"],
  );
const saveProfile = (visitor: Visitor, name: string) => visitor.post("/en/profile", { name });
const divide = (action: string, fields: Record<string, string>) =>
  els.post(at("virtual-accounts"), { action, confirmed: "yes", ...fields });
const change = (action: string, fields: Record<string, string>) =>
  els.post(at("people"), { action, confirmed: "yes", email: colleague, ...fields });
/** The code that came so many messages ago is entered. */
async function enter(visitor: Visitor, ago: number) {
  const { code } = (await visitor.mailTo(colleague, "sign-in-code"))[ago]!;
  return visitor.submit({ code: code! });
}
const refused = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429);

/** Everything by which an administrator of an account makes rows of the record, again and again. */
const whatever: readonly ((round: number) => Promise<Answer>)[] = [
  (round) => saveProfile(els, `Els ${round}`),
  (round) => divide("create", { name: `Part ${round}` }),
  (round) => divide("close", { name: `Part ${round}` }),
  (round) => divide("rename", { virtualAccountId: "demo-account-noorderkaai-genk", name: `Genk ${round}` }),
  () => change("associate", { role: "smart-account-user" }),
  () => change("give", { role: "smart-account-viewer" }),
  () => change("take", { role: "smart-account-viewer" }),
  () => change("remove", {}),
  (round) =>
    els.post("/nl/accounts/new/authorization", {
      authority: "other",
      authorizerEmail: `x${round}@y.example`,
    }),
];

test("whoever changes all day whatever can be changed makes so many rows of the record, and is told when to go on", async () => {
  const left = 40;
  await used(chief, byOne - left);
  const before = await recorded(chief);
  const answers: Answer[] = [];
  for (let round = 0; round < 8; round += 1) for (const act of whatever) answers.push(await act(round));
  const last = await saveProfile(els, "Els at last");

  expect(refused(answers).length).toBeGreaterThan(10);
  expect((await recorded(chief)) - before).toBeGreaterThan(left / 2);
  expect((await recorded(chief)) - before).toBeLessThanOrEqual(left + 3);
  expect([last.status, last.errors]).toEqual([429, { form: "errors.tooManyChanges" }]);
  expect(Number(last.headers.get("retry-after"))).toBeLessThanOrEqual(86_400);
});

test("what nobody has to change is done all the same, and so is what keeps one's own safe", async () => {
  await saveProfile(els, "Els Wouters");
  await used(chief, byOne);
  const [profile] = await database(
    "select name, company, phone, language from person where email = ?",
    chief,
  );
  const same = await els.post("/en/profile", {
    name: String(profile!["name"]),
    company: String(profile!["company"] ?? ""),
    phone: String(profile!["phone"] ?? ""),
    language: String(profile!["language"]),
  });
  const page = await els.go("/nl/profile/sessions");
  const ended = await els.post("/nl/profile/sessions", { action: "end-others" });
  const out = await elsElsewhere.go("/nl/portal");

  expect(page.status).toBe(200);
  expect([same.status, ended.status]).toEqual([303, 303]);
  expect(out.path).toMatch(/sign-in/u);
});

test("colleagues go on until all of the company have changed very much; strangers go on in any case", async () => {
  await used(chief, byOne);
  const one = await signedIn(portal, colleague, "en");
  const stranger = await signedIn(portal, "somebody@elsewhere.example", "en");
  const before = await saveProfile(one, "Pieter A");
  await used("noorderkaai.example", byCompany);

  const [after, other] = [await saveProfile(one, "Pieter B"), await saveProfile(stranger, "Some Body")];

  expect([before.status, after.status, other.status]).toEqual([303, 429, 303]);
});

test("spellings of one mailbox are one person, also all at once", async () => {
  await unused();
  const spelled = await Promise.all(
    Array.from({ length: 6 }, (_, number) => signedIn(portal, `bo+${number}@plus.example`)),
  );
  await used("bo@plus.example", byOne - 1);

  const answers = await Promise.all(spelled.map((one, number) => saveProfile(one, `Bo ${number}`)));

  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 429, 429, 429, 429, 429]);
});

test("a refused try is on record as long as there is room for it, and refused in any case", async () => {
  await unused();
  const email = "hanne.vos@noorderkaai.example";
  const hanne = await signedIn(portal, email, "nl");
  const attempt = () => hanne.post(at("people"), { action: "remove", email: chief, confirmed: "yes" });
  const before = await recorded(email);

  const first = await attempt();
  const after = await recorded(email);
  await used(email, byOne);
  const second = await attempt();

  expect([first.status, second.status]).toEqual([403, 403]);
  expect([after, await recorded(email)]).toEqual([before + 1, before + 1]);
});

test("agents are not counted", async () => {
  const agent = await signedIn(portal, agents[0]);
  await used(agents[0], byOne);
  await used("ardenne.example", byCompany);

  const saved = await saveProfile(agent, "Agent One");

  expect(saved.status).toBe(303);
});

test("what was chosen before and is chosen again is answered as before, and not written", async () => {
  await unused();
  const luc = await signedIn(portal, "luc.fontenoy@clairval.example");
  await database(
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
      select 'reader', 'clairval', id, 'customer-user', 'x', 0 from person where email = 'luc.fontenoy@clairval.example'`,
  );
  const choose = (digest: string) =>
    luc.post("/en/organizations/clairval/reports/settings", { digest, urgent: "yes" });
  const first = await choose("weekly");
  const before = await recorded("luc.fontenoy@clairval.example");

  const again = [await choose("weekly"), await choose("weekly")];
  const after = await recorded("luc.fontenoy@clairval.example");
  await choose("monthly");

  expect([first, ...again].map(({ status, path }) => [status, path])).toEqual(
    Array(3).fill([303, "/en/organizations/clairval/reports/settings?saved=yes"]),
  );
  expect(after).toBe(before);
  expect(await recorded("luc.fontenoy@clairval.example")).toBe(before + 1);
  await database("delete from role where id = 'reader'");
});

test("whoever signs in all day long is told when to go on, before one more message; colleagues and strangers sign in", async () => {
  await unused();
  await used(`${colleague} sign-in`, limits.signIns.byOne - 1);
  const browser = () => new Visitor(portal.url);
  const [one, other] = [browser(), browser()];
  for (const each of [one, other]) {
    await each.go("/en/sign-in");
    await each.submit({ email: colleague });
  }
  const [code] = await one.mailTo(colleague, "sign-in-code");
  const [entered, late] = [await enter(one, 1), await enter(other, 0)];
  const third = browser();
  await third.go("/en/sign-in");

  const asked = await third.submit({ email: colleague });

  expect([entered.path, late.errors]).toEqual(["/en/portal", { code: "signIn.errors.codeWrong" }]);
  expect([asked.status, asked.errors]).toEqual([429, { email: "signIn.errors.tooManySignIns" }]);
  expect((await one.mailTo(colleague, "sign-in-code"))[0]!.createdAt).toBe(code!.createdAt);
  for (const email of [chief, "new.one@elsewhere.example"])
    expect((await (await signedIn(portal, email)).go("/en/profile")).page).toBe("profile");
});

test("all people of a company together sign in so often a day", async () => {
  await unused();
  await used("noorderkaai.example sign-in", limits.signIns.byCompany);
  const visitor = new Visitor(portal.url);
  await visitor.go("/fr/sign-in");

  const asked = await visitor.submit({ email: colleague });

  expect([asked.status, asked.errors]).toEqual([429, { email: "signIn.errors.tooManySignIns" }]);
  await unused();
});

test("on the next day everything goes on; which forms were sent is gone a month later, and the record stays", async () => {
  await used(chief, byOne);
  await advance(portal, "P2D");
  const saved = await saveProfile(els, "Els the day after");
  const [before] = await database(counts);
  await advance(portal, "P31D");

  await portal.cron();

  const [after] = await database(counts);
  expect(saved.status).toBe(303);
  expect(before!["ofPeople"]).toBeGreaterThan(30);
  expect(after!["ofPeople"]).toBe(0);
  expect(after!["recorded"]).toBeGreaterThanOrEqual(Number(before!["recorded"]));
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

const counts = `select (select count(*) from operation where person_id is not null) as ofPeople,
  (select count(*) from audit_event) as recorded`;
