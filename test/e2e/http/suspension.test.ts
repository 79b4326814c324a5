import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agents, mailsTo, signedIn, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
beforeAll(async () => {
  portal = await startDemo({ env: { PORTAL_AGENTS: [...agents, third].join(",") } });
  database = sql(portal);
  agent = await signedIn(portal, agents[0], "en", "Agathe Renaud");
});
afterAll(() => portal?.stop());

const third = "agent.three@ardenne.example";
const els = "els.wouters@noorderkaai.example";
const tom = "tom.maes@noorderkaai.example";
const pieter = tryOf("pieter.claes@noorderkaai.example");

const decide = (email: string, fields: Record<string, string> = {}, by = agent) =>
  by.post("/en/people", { action: "suspend", email, comment: "Lost laptop", confirmed: "yes", ...fields });
const restore = (email: string) => decide(email, { action: "restore", comment: "Found again" });
const isIn = async (browser: Visitor) => (await browser.request("GET", "/en/profile")).status === 200;
const sessionsOf = async (email: string) =>
  (await database("select s.id from session s join person p on p.id = s.user_id where p.email = ?", email))
    .length;
const auditOf = (email: string) =>
  database(
    `select action, from_state as was, to_state as now_is, refusal from audit_event
      where subject_id = (select id from person where email = ?) and action like 'access.%' order by id`,
    email,
  );

test("an agent finds somebody by the whole address, and sees what is held where; by its beginning, who it may be", async () => {
  await signedIn(portal, els, "nl");

  const found = await agent.go(`/en/people?email=${els.toUpperCase()}`);
  const part = await agent.go("/en/people?email=els.wouters");

  expect(found).toMatchObject({ status: 200, page: "people", state: "active" });
  expect(found.text).toContain("Havenlogistiek Noorderkaai Delegated Administrator");
  expect(part).toMatchObject({ status: 200, state: "found" });
  expect(part.text).toContain(els);
  expect(part.find('button[value="suspend"]')).toEqual([]);
});

test("suspending needs a reason, and is asked once more before anything happens", async () => {
  await agent.go(`/en/people?email=${els}`);

  const empty = await agent.submit({ action: "suspend", comment: " " });
  const asked = await agent.submit({ action: "suspend", comment: "Lost laptop" });
  const before = await auditOf(els);
  const done = await agent.submit({ action: "suspend" });

  expect(empty).toMatchObject({ status: 422, state: "active" });
  expect(Object.keys(empty.errors)).toEqual(["comment"]);
  expect(asked).toMatchObject({ status: 200, state: "check" });
  expect(before).toEqual([]);
  expect(done).toMatchObject({ status: 200, state: "suspended" });
  expect(done.text).toContain("Lost laptop");
  expect(await auditOf(els)).toMatchObject([
    { action: "access.suspend", was: null, now_is: "suspended", refusal: null },
  ]);
  await restore(els);
});

test("it ends sessions and codes at once, and a new sign-in is answered as any other", async () => {
  const email = "luc.fontenoy@clairval.example";
  const inside = await signedIn(portal, email, "fr");
  const asking = new Visitor(portal.url);
  await asking.go("/en/sign-in");
  const sent = await asking.submit({ email });
  const [{ code } = { code: null }] = await mailsTo(portal, email, "sign-in-code");

  await decide(email);

  const late = await asking.submit({ code: code! });
  const again = new Visitor(portal.url);
  await again.go("/en/sign-in");
  const asked = await again.submit({ email });
  const guess = await again.submit({ code: "000000" });
  const stranger = new Visitor(portal.url);
  await stranger.go("/en/sign-in");
  await stranger.submit({ email: "nobody@clairval.example" });
  const wrong = await stranger.submit({ code: "000000" });
  expect(await isIn(inside)).toBe(false);
  expect(late).toMatchObject({ status: 422, errors: wrong.errors });
  expect([asked.page, asked.status]).toEqual([sent.page, sent.status]);
  expect([guess.status, guess.errors]).toEqual([wrong.status, wrong.errors]);
  expect(await sessionsOf(email)).toBe(0);
  expect(await mailsTo(portal, email, "sign-in-code")).toHaveLength(2);
});

test("whoever is suspended reads why in the own language, and gets nothing else until access is restored", async () => {
  const email = "luc.fontenoy@clairval.example";

  const [notice] = await mailsTo(portal, email, "access-suspended");
  const written = (await mailsTo(portal, email, "sign-in-code")).length;
  await new Visitor(portal.url).post("/fr/sign-in", { email });
  await restore(email);

  const back = (await new Visitor(portal.url).mailTo(email))[0]!;
  expect(notice).toMatchObject({
    language: "fr",
    subject: translator("fr")("emails.access-suspended.subject"),
  });
  expect(notice!.text).toContain("Lost laptop");
  expect(await mailsTo(portal, email, "sign-in-code")).toHaveLength(written);
  expect(back).toMatchObject({ template: "access-restored", language: "fr" });
  expect(await isIn(await signedIn(portal, email, "fr"))).toBe(true);
});

test("of an agent's access all other agents are told, of anybody else's none", async () => {
  const about = async () =>
    (await mailsTo(portal, third, "agent-suspended")).map(({ subject, text }) => [subject, text] as const);
  const t = translator("en");

  await signedIn(portal, agents[1]);
  await decide(agents[1]);
  await restore(agents[1]);
  await decide(tom);
  await restore(tom);

  const [restored, suspended, ...others] = await about();
  expect([suspended![0], restored![0]]).toEqual([
    t("emails.agent-suspended.suspended.subject"),
    t("emails.agent-suspended.restored.subject"),
  ]);
  for (const word of [agents[1], "Agathe Renaud", "Lost laptop", t("emails.agent-suspended.suspended.keys")])
    expect(suspended![1]).toContain(word);
  expect(others).toEqual([]);
  expect(await mailsTo(portal, agents[0], "agent-suspended")).toEqual([]);
  expect(await mailsTo(portal, agents[1], "agent-suspended")).toEqual([]);
});

test("what waits to leave to somebody is not sent any more, and is on nobody's budget", async () => {
  const email = "marc.thill@moselane.example";
  await database(
    `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at,
      changed_at, mailbox, causer, causer_domain, outside, invitation)
      select 'waits', 'access-changed', email, 'fr', 2, 's', 'h', 't', 'queued', ?, 1, 1, email, id, 'moselane.example', 0, 0
      from person where email = ?`,
    Date.now() + 86_400_000,
    email,
  );

  await decide(email);

  expect(
    await database("select state, mailbox, causer, causer_domain as company from outbox where id = 'waits'"),
  ).toMatchObject([{ state: "withheld", mailbox: null, causer: null, company: null }]);
  await restore(email);
});

test("a seat counts no more at once, and who is left is asked instead", async () => {
  const one = new Visitor(portal.url);
  await one.signIn(pieter.email, "nl", pieter.name);
  await verify(one, "nl", pieter);
  await one.submit();
  const link = await one.linkTo(els, "request-to-decide");
  await signedIn(portal, els, "nl");

  await decide(els);
  await portal.cron();

  const open = await one.go(link);
  expect(open.text).not.toContain(pieter.name);
  expect((await mailsTo(portal, tom, "request-opened-to-you")).length).toBe(1);
  expect((await agent.mailTo(els)).map(({ template }) => template)[0]).toBe("access-suspended");
  expect(
    await database(
      "select 1 from seat s join person p on p.id = s.person_id where p.email = ? and s.ended_at is null",
      els,
    ),
  ).toEqual([]);
});

test("the last administrator suspended leaves what waits to an agent, as one who left", async () => {
  await decide(tom);
  await portal.cron();
  await portal.cron();

  expect(
    await database(
      `select kind, reasons, state from review
        where person_id = (select id from person where email = ?) and state = 'open'`,
      pieter.email,
    ),
  ).toMatchObject([{ kind: "accessRequest", reasons: '["nobodyDecides"]' }]);
});

test("nobody else than an agent suspends, and no agent suspends oneself", async () => {
  const priya = await signedIn(portal, "priya.nair@castleford-rail.example");

  const stranger = await decide(pieter.email, {}, priya);
  const nobody = await decide(pieter.email, {}, new Visitor(portal.url));
  const own = await decide(agents[0]);
  const unknown = await decide("nobody@nowhere.example");

  expect(stranger.status).toBe(404);
  expect([nobody.status, nobody.path]).toEqual([303, "/en/sign-in?next=%2Fen%2Fpeople"]);
  expect(own).toMatchObject({ status: 403, page: "people" });
  expect(unknown).toMatchObject({ status: 422 });
  expect(await auditOf(pieter.email)).toEqual([]);
  expect(await auditOf(agents[0])).toMatchObject([{ action: "access.suspend", refusal: "forbidden" }]);
});

test("of two agents who suspend each other one remains, and who is suspended decides nothing", async () => {
  const other = await signedIn(portal, agents[1], "en", "Bea Agent");

  const answers = await Promise.all([decide(agents[1]), decide(agents[0], {}, other)]);

  const [left, gone] = (await isIn(agent)) ? [agent, other] : [other, agent];
  const late = await decide(pieter.email, {}, gone);
  expect(answers.filter(({ status, path }) => status === 303 && path.includes("/people"))).toHaveLength(1);
  expect([await isIn(left), await isIn(gone)]).toEqual([true, false]);
  expect(late.path).toBe("/en/sign-in?next=%2Fen%2Fpeople");
  expect(await auditOf(pieter.email)).toEqual([]);
  agent = left;
});

test("twice is once, and the same again after it was restored is another", async () => {
  const email = "camille.renard@clairval.example";

  const first = await Promise.all([decide(email), decide(email), decide(email)]);
  const back = await Promise.all([restore(email), restore(email)]);
  await decide(email);

  expect(new Set([...first, ...back].map(({ status }) => status))).toEqual(new Set([303]));
  expect((await auditOf(email)).map(({ action }) => action)).toEqual([
    "access.suspend",
    "access.restore",
    "access.suspend",
  ]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
