import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { company, requestOwn } from "./accounts.ts";
import { agents, signedIn, sql, startDemo } from "./world.ts";

const nl = translator("nl");
const reason = "The group has a new name since spring.";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let els: Visitor;
let tom: Visitor;
let marc: Visitor;
let agent: Visitor;
let other: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  [els, tom, marc, agent, other] = (await Promise.all([
    signedIn(portal, "els.wouters@noorderkaai.example", "nl"),
    signedIn(portal, "tom.maes@noorderkaai.example", "nl"),
    signedIn(portal, "marc.thill@moselane.example", "fr"),
    signedIn(portal, agents[0], "en", "Robin Agent"),
    signedIn(portal, agents[1], "en", "Kim Agent"),
  ])) as [Visitor, Visitor, Visitor, Visitor, Visitor];
});
afterAll(() => portal.stop());

let domain = "noorderkaai.example";
const at = (part = "/identifier") => `/nl/accounts/${domain}${part}`;
const ask = (visitor: Visitor, domainIdentifier: string) =>
  visitor.post(at(), { action: "ask", domainIdentifier, reason });
const reviews = () =>
  database(
    `select id, state, wanted from review where kind = 'identifierChange'
     and subject_id = 'demo-account-noorderkaai' order by created_at`,
  );
const waiting = async () => String((await reviews()).find(({ state }) => state === "open")?.["id"]);
const decide = (visitor: Visitor, id: string, decision: string) =>
  visitor.post(`/en/reviews/${id}`, { decision, comment: "Not your company's domain" });
const withdraw = (visitor: Visitor) => visitor.post(at(), { action: "withdraw", confirmed: "yes" });

test.each([
  ["", { domainIdentifier: "accounts.errors.domainIdentifierRequired" }],
  ["two words", { domainIdentifier: "accounts.errors.domainIdentifierMalformed" }],
  ["co.uk", { domainIdentifier: "accounts.errors.domainIdentifierPublicSuffix" }],
  ["NOORDERKAAI.example", { domainIdentifier: "account.identifier.errors.same" }],
  ["moselane.example", { domainIdentifier: "accounts.errors.domainIdentifierTaken" }],
])("“%s” is refused at its field: %j, and what was typed is kept", async (typed, errors) => {
  await els.go(at());

  const answer = await els.submit({ action: "ask", domainIdentifier: typed, reason: "Short" });

  expect([answer.status, answer.errors]).toEqual([
    422,
    { ...errors, reason: "access.request.errors.reasonTooShort" },
  ]);
  expect(answer.field("domainIdentifier")).toBe(typed);
  expect(await reviews()).toEqual([]);
});

test("asked by both administrators at once, it is asked once; each sees where it stands, agents and asker are told", async () => {
  const answers = await Promise.all([ask(els, "Kaai-Groep.example."), ask(tom, "kaai-groep.example")]);
  const again = await ask(els, "another.example");
  const pages = await Promise.all([els.go(at()), tom.go(at())]);
  const id = await waiting();
  const told = (await els.mailTo(agents[0], "review-waiting")).filter(({ text }) => text.includes(id));
  const asker = [
    ...(await els.mailTo("els.wouters@noorderkaai.example", "under-review")),
    ...(await els.mailTo("tom.maes@noorderkaai.example", "under-review")),
  ];

  expect([...answers, again].map(({ status, path }) => [status, path])).toEqual(Array(3).fill([303, at()]));
  expect((await reviews()).map(({ state, wanted }) => [state, wanted])).toEqual([
    ["open", "kaai-groep.example"],
  ]);
  expect(
    pages.map(({ state, text }) => [state, text.includes("kaai-groep.example"), text.includes(reason)]),
  ).toEqual(Array(2).fill(["open", true, true]));
  expect([told.length, asker.length]).toEqual([1, 1]);
  expect(told[0]!.subject).toContain("kaai-groep.example");
});

test("an agent sees both identifiers, the reason, who administers the account, and what speaks against it", async () => {
  const page = await agent.go(`/en/reviews/${await waiting()}`);

  expect(
    ["noorderkaai.example", "kaai-groep.example", reason, "els.wouters@", "tom.maes@"].filter(
      (text) => !page.text.includes(text),
    ),
  ).toEqual([]);
  expect(page.text).toContain(translator("en")("reviews.verdicts.requesterElsewhere"));
  expect(page.find('input[name="decision"]').map(({ attributes }) => attributes["value"])).toEqual([
    "approve",
    "refuse",
  ]);
});

test("any administrator takes it back after a check; an agent who comes later is told so", async () => {
  const id = await waiting();

  const check = await tom.post(at(), { action: "withdraw" });
  const done = await withdraw(tom);
  const late = await decide(agent, id, "approve");

  expect([check.state, done.status, late.status]).toEqual(["check", 303, 409]);
  expect((await reviews()).map(({ state }) => state)).toEqual(["withdrawn"]);
  expect((await els.go(at())).state).toBe("none");
});

test("refused, it stays as it was; all administrators who have come and the page say why, and one may ask again", async () => {
  const stranger = "stranger@other-company.example";
  const administers = { role: "smart-account-administrator", scope: "all", language: "nl" };
  await els.post(at("/people"), { action: "associate", email: stranger, ...administers });
  await ask(els, "kaai-groep.example");

  const without = await agent.post(`/en/reviews/${await waiting()}`, { decision: "refuse" });
  await decide(agent, await waiting(), "refuse");
  const mails = await Promise.all(
    ["els.wouters", "tom.maes"].map((name) => els.mailTo(`${name}@noorderkaai.example`, "review-outcome")),
  );
  const page = await els.go(at());

  expect([without.status, page.state, page.text.includes("Not your company's domain")]).toEqual([
    422,
    "refused",
    true,
  ]);
  expect(mails.map(([mail]) => [mail!.language, mail!.text.includes("Not your company's domain")])).toEqual([
    ["nl", true],
    ["nl", true],
  ]);
  expect((await els.mailTo(stranger)).map(({ template }) => template)).toEqual(["access-granted"]);
});

test("whoever is faster has it: an identifier that another account took meanwhile cannot be approved", async () => {
  await ask(els, "castle-rail.example");
  const id = await waiting();
  await database(
    "update smart_account set domain_identifier = 'castle-rail.example' where id = 'demo-account-castleford-rail'",
  );

  const page = await agent.go(`/en/reviews/${id}`);
  const refused = await decide(agent, id, "approve");
  await database(
    "update smart_account set domain_identifier = 'castleford-rail.example' where id = 'demo-account-castleford-rail'",
  );
  await withdraw(els);

  expect(page.text).toContain(translator("en")("reviews.errors.identifierTaken"));
  expect(page.find('input[value="approve"]')).toEqual([]);
  expect([refused.status, refused.errors]).toEqual([422, { decision: "reviews.errors.identifierTaken" }]);
});

test("an agent's approval and an administrator's withdrawal at once: one of them counts", async () => {
  await ask(els, "at-once.example");
  const id = await waiting();

  const answers = await Promise.all([
    decide(agent, id, "approve"),
    withdraw(els),
    decide(other, id, "refuse"),
  ]);
  const [{ domain_identifier: now } = { domain_identifier: "" }] = await database(
    "select domain_identifier from smart_account where id = 'demo-account-noorderkaai'",
  );
  domain = String(now);
  const ended = (await reviews()).at(-1)!["state"];

  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect(ended === "approved").toBe(now === "at-once.example");
});

test("approved, the account is at the new identifier and no more at the old; requests that wait for it end", async () => {
  const mallory = await signedIn(portal, "mallory@kaai.example", "fr");
  await requestOwn(mallory, { language: "fr", authorization: { authority: "self" } });
  const old = domain;
  await ask(els, "kaai.example");

  const done = await decide(agent, await waiting(), "approve");
  domain = "kaai.example";
  const pages = [await els.go(at("")), await els.go(`/nl/accounts/${old}`)];
  const history = await els.go(at("/history"));
  const mails = await Promise.all(
    ["els.wouters", "tom.maes"].map((name) => els.mailTo(`${name}@noorderkaai.example`, "review-outcome")),
  );
  const late = await mallory.go(await mallory.linkTo("mallory@kaai.example", "account-to-activate"));

  expect([done.status, ...pages.map(({ status }) => status)]).toEqual([303, 200, 404]);
  expect(history.text).toContain(
    nl("history.sentences.identifiedAccount", {
      by: nl("history.names.agent"),
      from: old,
      to: "kaai.example",
    }),
  );
  expect(history.text).toContain(nl("history.sentences.askedIdentifier", { by: "Els Wouters" }));
  expect(mails.map(([mail]) => mail!.text.includes("kaai.example"))).toEqual([true, true]);
  expect((await mallory.mailTo("mallory@kaai.example", "account-overtaken")).length).toBe(1);
  expect(late.status).toBe(410);
});

test("an approval and another account's activation at once: one of them has the identifier", async () => {
  const eve = await signedIn(portal, "eve@race-kaai.example", "en");
  await requestOwn(eve, { authorization: { authority: "self" } });
  const link = await eve.linkTo("eve@race-kaai.example", "account-to-activate");
  await eve.go(link);
  await ask(els, "race-kaai.example");
  const id = await waiting();

  const [approved, activated] = await Promise.all([
    decide(agent, id, "approve"),
    eve.send({ decision: "approve", acceptAgreement: "yes", ...company }),
  ]);
  const holders = await database(
    "select id from smart_account where domain_identifier = 'race-kaai.example' and state = 'active'",
  );
  const isOurs = holders[0]?.["id"] === "demo-account-noorderkaai";
  if (isOurs) domain = "race-kaai.example";

  expect(holders).toHaveLength(1);
  expect([approved.status === 303, activated.status === 303]).toEqual([isOurs, !isOurs]);
});

test("what somebody has asked who administers the account no more is not approved", async () => {
  // What the race before has left open.
  await withdraw(els);
  await ask(tom, "kaai-diensten.example");
  const toms =
    "person_id = (select id from person where email = 'tom.maes@noorderkaai.example') and account_id is not null";
  const [held] = await database(`select id from role where ${toms} and ended_at is null`);
  await database("update role set ended_at = created_at where id = ?", held!["id"]!);

  const answer = await decide(agent, await waiting(), "approve");

  expect(answer.status).toBe(409);
  expect((await reviews()).at(-1)).toMatchObject({ state: "open" });
  await database("update role set ended_at = null where id = ?", held!["id"]!);
  await withdraw(els);
});

test("what an administrator has asked falls when that administrator is removed, and agents are asked nothing", async () => {
  await ask(tom, "kaai-diensten.example");
  const id = await waiting();
  const email = "tom.maes@noorderkaai.example";
  const remove = { action: "remove", email, confirmed: "yes" };

  const removed = await els.post(at("/people"), remove);

  const page = await agent.go(`/en/reviews/${id}`);
  expect(removed.status).toBe(303);
  expect((await reviews()).at(-1)).toMatchObject({ id, state: "withdrawn" });
  expect(page.find('button[value="approve"]')).toEqual([]);
  const back = { email, role: "smart-account-administrator", scope: "all", language: "nl" };
  await els.post(at("/people"), { action: "associate", ...back });
});

test("nobody else asks or sees what is asked, not even whoever has another role there", async () => {
  const hanne = await signedIn(portal, "hanne.vos@noorderkaai.example", "nl");

  const answers = [
    await hanne.go(at()),
    await ask(hanne, "hanne.example"),
    await marc.go(at()),
    await ask(marc, "marc.example"),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 404, 404]);
});

test("an identifier that is refused counts as a guess, taken or free, whatever else is wrong with the form", async () => {
  const { perPersonHour } = limits.accountGuess;
  const tries = (domainIdentifier: string) =>
    marc.post("/fr/accounts/moselane.example/identifier", { action: "ask", domainIdentifier, reason: "" });

  const free: number[] = [];
  for (let at = 0; at < perPersonHour; at += 1) free.push((await tries(`free-${at}.example`)).status);
  const [oneMore, taken] = [await tries("free.example"), await tries("castleford-rail.example")];

  expect(free).toEqual(free.map(() => 422));
  expect([oneMore.status, taken.status, taken.errors]).toEqual([429, 429, oneMore.errors]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
