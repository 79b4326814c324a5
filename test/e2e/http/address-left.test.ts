import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { advance, agents, mailsTo, signedIn, sql, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
let number = 0;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  agent = await signedIn(portal, agents[0], "en", "Robin Agent");
  // By which roles were asked for, and not given unasked.
  await database(
    "insert into operation (id, person_id, action, next, at) values ('op-asked', 'demo-hanne-vos', 'role.give', '', 1)",
  );
  await database(
    `insert into audit_event (at, actor, action, subject_id, operation_id)
     values (1, 'demo-hanne-vos', 'role.give', 'op-asked', 'op-asked')`,
  );
});
afterAll(() => portal.stop());

const here = "/en/profile/address";
const linkTo = (email: string, template = "address-change") =>
  new Visitor(portal.url).linkTo(email, template);

/** Changes somebody's address, as both mailboxes confirm; whoever signs in with the new one. */
async function move(from: string, to: string) {
  const who = await signedIn(portal, from, "en", "Robin Tester");
  await who.post(here, { action: "ask", email: to });
  await who.post(await linkTo(from), { decision: "approve" });
  await who.post(await linkTo(to), { decision: "approve" });
  return signedIn(portal, to, "en");
}

const outside = () => `left${(number += 1)}@elsewhere.example`;

/** An organization of its own, with its known domains, and somebody who holds a role or the only seat there. */
async function alone(domains: readonly string[] = []) {
  number += 1;
  const email = `only${number}@acme.example`;
  const id = `acme${number}`;
  await signedIn(portal, email, "en", "Robin Tester");
  const holder = "(select id from person where email = ?)";
  await database(
    `insert into organization (id, name, street, city, postal_code, country)
     values (?, ?, 'Kaai 1', 'Gent', '9000', 'BE')`,
    id,
    `Acme ${number}`,
  );
  for (const domain of domains)
    await database("insert into organization_domain (organization_id, domain) values (?, ?)", id, domain);
  await database(
    `insert into operation (id, person_id, action, next, at) values (?, ${holder}, 'role.give', '', 1)`,
    `op-${id}`,
    email,
  );
  await database(
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
     values (?, ?, ${holder}, 'customer-administrator', ?, 1)`,
    `role-${id}`,
    id,
    email,
    `op-${id}`,
  );
  await database(
    `insert into audit_event (at, actor, action, subject_id, organization_id, to_state, operation_id)
     values (1, ${holder}, 'role.give', ?, ?, 'customer-administrator', ?)`,
    email,
    `role-${id}`,
    id,
    `op-${id}`,
  );
  return { id, email, name: `Acme ${number}` };
}

const reviewOf = async (id: string) =>
  (await database("select id, state from review where kind = 'addressLeft' and organization_id = ?", id))[0];
const rolesIn = (id: string) =>
  database("select role from role where organization_id = ? and ended_at is null", id);
const decide = (review: unknown, fields: Record<string, string>) =>
  agent.post(`/en/reviews/${String(review)}`, fields);

test("where others decide they are told, with what they can do; nothing ends, and no agent is asked", async () => {
  const from = "hanne.vos@noorderkaai.example";
  await database(
    `update role set organization_id = 'noorderkaai', account_id = null, role = 'customer-user', origin_id = 'op-asked'
     where person_id = 'demo-hanne-vos'`,
  );
  const to = outside();

  await move(from, to);
  const [mail] = await mailsTo(portal, "els.wouters@noorderkaai.example", "address-left");
  const els = await signedIn(portal, "els.wouters@noorderkaai.example", "nl");
  const people = await els.go(new URL(mail!.links[0]!).pathname);

  expect([mail!.language, mail!.text.includes(from), mail!.text.includes(to)]).toEqual(["nl", true, true]);
  expect([people.page, people.text.includes(to)]).toEqual(["people", true]);
  expect(await reviewOf("noorderkaai")).toBeUndefined();
  expect(await rolesIn("noorderkaai")).not.toEqual([]);
});

test("the administrators of a Smart Account are told too, and those of others are not", async () => {
  const from = "joris.baert@noorderkaai.example";
  const to = outside();
  await database("update role set origin_id = 'op-asked' where person_id = 'demo-joris-baert'");

  await move(from, to);
  const [els, tom, marc] = await Promise.all(
    ["els.wouters@noorderkaai.example", "tom.maes@noorderkaai.example", "marc.thill@moselane.example"].map(
      async (email) => (await mailsTo(portal, email, "address-left")).filter(({ text }) => text.includes(to)),
    ),
  );

  expect([els, tom, marc].map((mails) => mails!.length)).toEqual([1, 1, 0]);
  expect(els![0]!.text).toContain(from);
  expect(new URL(els![0]!.links[0]!).pathname).toBe("/nl/accounts/noorderkaai.example/people");
});

test("they are told whatever stands in their mailboxes, and whoever else caused it; who was put there, within the budget", async () => {
  const [from, to, stranger] = ["sully@noorderkaai.example", outside(), "put.there@oldfirm.example"];
  const els = await signedIn(portal, "els.wouters@noorderkaai.example", "nl");
  for (const email of [from, stranger]) await signedIn(portal, email, "en", "Robin Tester");
  await els.post("/nl/accounts/noorderkaai.example/people", {
    action: "associate",
    email: stranger,
    role: "smart-account-administrator",
    scope: "all",
  });
  await database(
    `insert into role (id, account_id, person_id, role, origin_id, created_at)
     select 'role-sully', a.id, p.id, 'smart-account-viewer', 'op-asked', a.activated_at from smart_account a, person p
     where a.domain_identifier = 'noorderkaai.example' and p.email = ?`,
    from,
  );
  await database(
    `insert into audit_event (at, actor, action, subject_id, to_state, operation_id)
     select 1, id, 'role.give', 'role-sully', 'smart-account-viewer', 'op-asked' from person where email = ?`,
    from,
  );
  // All that one may cause in a day, of it to Els as much as her mailbox takes.
  await database(
    `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at,
       changed_at, mailbox, causer, outside, invitation, provider_id)
     with recursive n (i) as (select 1 union select i + 1 from n where i < 15),
       reader (email, most) as (select 'els.wouters@noorderkaai.example', 15 - (select count(*) from outbox
           where mailbox = 'els.wouters@noorderkaai.example' and invitation = 0)
         union all select * from (select email, 6 from person where email_verified = 1 and email not like 'els%'
           and email <> ? and email <> ? order by email limit 12))
     select 'full-' || reader.email || i, 'access-changed', reader.email, 'en', 'tell', 'Full', 'Full', 'Full', 'sent', 1, w.at, w.at,
       reader.email, p.id, 0, 0, 'full-' || reader.email || i
     from n join reader on n.i <= reader.most, (select max(at) as at from audit_event) w, person p where p.email = ?
     order by reader.email like 'els%' desc limit 50`,
    from,
    stranger,
    from,
  );

  await move(from, to);
  const states = await database(
    "select recipient, state from outbox where template = 'address-left' and text like '%' || ? || '%' order by recipient",
    to,
  );
  await els.post("/nl/accounts/noorderkaai.example/people", {
    action: "remove",
    email: stranger,
    confirmed: "yes",
  });

  expect(states).toEqual([
    {
      recipient: "els.wouters@noorderkaai.example",
      state: expect.stringMatching(/queued|sent|delivered/u) as string,
    },
    { recipient: stranger, state: "gathered" },
    {
      recipient: "tom.maes@noorderkaai.example",
      state: expect.stringMatching(/queued|sent|delivered/u) as string,
    },
  ]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("what somebody waits for is withdrawn, so that nobody decides on an address that was not read", async () => {
  const [from, to] = ["bea.k@castleford-rail.example", outside()];
  const account = "/en/accounts/castleford-rail.example";
  const bea = await signedIn(portal, from, "en", "Bea Kay");
  await bea.post("/en/onboarding/verify", {
    action: "associate",
    contractNumber: "288703586",
    serialNumber: "FDO21075CW4",
  });
  const ask = "/en/accounts/request-access";
  const asked = { domainIdentifier: "castleford-rail.example", reason: "I look after your devices there." };
  const shown = await bea.post(ask, { domainIdentifier: asked.domainIdentifier });
  const proof = new URL(shown.path, portal.url).searchParams.get("proof") ?? "";
  const request = (await bea.post(ask, { ...asked, proof })).path.split("?")[0]!.split("/").pop()!;
  const [review] = await database(
    "select v.id from review v join person p on p.id = v.person_id where p.email = ? and v.kind = 'association'",
    from,
  );
  const priya = await signedIn(portal, "priya.nair@castleford-rail.example", "en");

  const moved = await move(from, to);
  const answers = [
    await decide(review!["id"], { decision: "approve", comment: "One of theirs." }),
    await priya.post(`${account}/requests/${request}`, {
      decision: "approve",
      role: "smart-account-user",
      scope: "all",
    }),
  ];
  const page = await priya.go(`${account}/requests/${request}`);
  const own = await moved.go(`/en/requests/${request}`);

  expect(answers.map(({ status }) => status)).toEqual([409, 409]);
  expect(
    await database(
      "select state from review where id = ? union all select state from access_request where id = ?",
      String(review!["id"]),
      request,
    ),
  ).toEqual([{ state: "withdrawn" }, { state: "withdrawn" }]);
  expect(await database("select 1 from entitlement where email in (?, ?)", from, to)).toEqual([]);
  expect([own.state, page.text.includes(from), page.text.includes(to)]).toEqual(["withdrawn", true, false]);
});

test("what others gave unasked stays with the old address: nobody learns of the new one, and whoever objects has it back", async () => {
  const [from, to] = ["nora.c@oldfirm.example", outside()];
  const priya = await signedIn(portal, "priya.nair@castleford-rail.example", "en");
  const [place] = await database(
    `select s.organization_id as id from seat s join person p on p.id = s.person_id
     where p.email = 'priya.nair@castleford-rail.example' and s.ended_at is null`,
  );
  const at = (part = "") => `/en/organizations/${String(place!["id"])}${part}`;
  await priya.post(at("/people"), { action: "associate", email: from, role: "customer-user" });
  const nora = await signedIn(portal, from, "en", "Nora Calder");
  const [before] = [await nora.go(at())];

  const moved = await move(from, to);
  const kept = await moved.go(at());
  const told = await mailsTo(portal, "priya.nair@castleford-rail.example", "address-left");
  const pages = [];
  for (const part of ["/people", "/people?person=nora", "/history", "/history.csv"]) {
    const { body, text } = await priya.go(at(part));
    pages.push(`${body} ${text}`);
  }
  const reader = await signedIn(portal, from, "en", "Whoever Reads");
  const there = await reader.go(at());
  await reader.post(await linkTo(from, "address-changed"), { decision: "approve" });
  const back = await signedIn(portal, from, "en");
  const again = await back.go(at());

  expect([before.status, kept.status, there.status, again.status]).toEqual([200, 404, 200, 200]);
  expect(told).toEqual([]);
  expect(pages.map((body) => body.includes(from))).toEqual([true, true, true, true]);
  expect(pages.filter((body) => body.includes(to) || body.includes("Nora Calder"))).toEqual([]);
});

test("what is settled or over goes on under the address of that time, and nobody finds it by a later one", async () => {
  const [from, to] = ["dan.p@oldfirm.example", outside()];
  const account = "/en/accounts/castleford-rail.example";
  const priya = await signedIn(portal, "priya.nair@castleford-rail.example", "en");
  const remove = (email: string) =>
    priya.post(`${account}/people`, { action: "remove", email, confirmed: "yes" });
  const ask = "/en/accounts/request-access";
  const asked = { domainIdentifier: "castleford-rail.example", reason: "I look after your devices there." };
  const dan = await signedIn(portal, from, "en", "Dan Olsen");
  const shown = await dan.post(ask, { domainIdentifier: asked.domainIdentifier });
  const proof = new URL(shown.path, portal.url).searchParams.get("proof") ?? "";
  const request = (await dan.post(ask, { ...asked, proof })).path.split("?")[0]!.split("/").pop()!;
  await priya.post(`${account}/requests/${request}`, {
    decision: "approve",
    role: "smart-account-viewer",
    scope: "all",
  });
  const removed = await remove(from);
  await move(from, to);

  const answers = [await remove(to), await remove("nobody@elsewhere.example")];
  const pages = [await priya.go(`${account}/requests`), await priya.go(`${account}/requests/${request}`)];

  expect(removed.status).toBe(303);
  expect(answers.map(({ status }) => status)).toEqual([422, 422]);
  expect(pages.map(({ text }) => text.includes(from))).toEqual([true, true]);
  expect(pages.map(({ text }) => text.includes(to))).toEqual([false, false]);
});

/** Whoever decides in an organization and in its Smart Account, and both pages of people. */
const castleford = {
  people: "/en/organizations/castleford/people",
  account: "/en/accounts/castleford-rail.example",
  priya: () => signedIn(portal, "priya.nair@castleford-rail.example", "en"),
};
const viewer = (email: string) => ({
  action: "associate",
  email,
  role: "smart-account-viewer",
  scope: "all",
});

test("what strangers had addressed was theirs whom it was sent to then, and breaks no invariant", async () => {
  const [from, to] = ["val.p@oldfirm.example", outside()];
  const steve = await signedIn(portal, "steve@elsewhere6.example", "en", "Steve Olsen");
  const val = await signedIn(portal, from, "en", "Val Olsen");
  await steve.post("/en/accounts/for-customer", {
    accountName: "Val",
    customerEmail: from,
    language: "en",
    domainIdentifier: "vals.oldfirm.example",
  });
  await steve.post("/en/accounts/for-customer/review", {});
  const declined = await val.post(await linkTo(from, "account-to-activate"), {
    decision: "deny",
    comment: "We have never heard of you before",
    confirmed: "yes",
  });

  await move(from, to);

  expect(declined.status).toBe(303);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("a history names nobody who never accepted, however often they change", async () => {
  const [from, between, to] = ["zed.y@oldfirm.example", "zed.young@oldfirm.example", outside()];
  const priya = await castleford.priya();
  await signedIn(portal, from, "en", "Zed Young");
  await priya.post(`${castleford.account}/people`, viewer(from));

  await move(from, between);
  const reader = await signedIn(portal, from, "en", "Zed Young");
  await reader.post(await linkTo(from, "address-changed"), { decision: "approve" });
  await move(from, to);
  const pages = [];
  for (const part of ["", "?person=Young", ".csv"])
    pages.push((await priya.go(`${castleford.account}/history${part}`)).body);

  expect(pages.map((body) => body.includes(from))).toEqual([true, false, true]);
  expect(pages.filter((body) => body.includes("Zed Young") || body.includes(to))).toEqual([]);
});

test("what was ended is given back to nobody who has another address since", async () => {
  const priya = await castleford.priya();
  const refused = [];
  for (const [place, given] of [
    [castleford.people, { action: "associate", role: "customer-user" }],
    [`${castleford.account}/people`, { action: "associate", role: "smart-account-viewer", scope: "all" }],
  ] as const) {
    const [from, to] = [`wim.u${(number += 1)}@oldfirm.example`, outside()];
    await signedIn(portal, from, "en", "Wim Undo");
    await priya.post(place, { ...given, email: from });
    const removed = await priya.post(place, { action: "remove", email: from, confirmed: "yes" });
    const of = (await priya.go(removed.path)).find('input[name="of"]')[0]?.attributes["value"] ?? "";
    await move(from, to);
    const undone = await priya.post(place, { action: "undo", of });
    const people = await priya.go(place);
    refused.push([of !== "", undone.status, people.body.includes(to)]);
  }

  expect(refused).toEqual([
    [true, 422, false],
    [true, 422, false],
  ]);
});

test("what was given unasked stays in every place, however many others have put somebody into", async () => {
  const [from, to] = ["uma.f@oldfirm.example", outside()];
  await signedIn(portal, from, "en", "Uma Flood");
  const many = "with recursive n (i) as (select 1 union select i + 1 from n where i < 70)";
  await database(
    `insert into organization (id, name, street, city, postal_code, country)
     ${many} select 'site' || i, 'Site ' || i, 'Kaai 1', 'Gent', '9000', 'BE' from n`,
  );
  await database(
    `insert into operation (id, person_id, action, next, at)
     values ('role.give:sites', 'demo-hanne-vos', 'role.give', '', 1)`,
  );
  await database(
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
     ${many} select 'role-site' || i, 'site' || i, p.id, 'customer-user', 'role.give:sites', 1
     from n join person p on p.email = ?`,
    from,
  );
  await database(
    `insert into audit_event (at, actor, action, subject_id, organization_id, to_state, operation_id)
     select 1, 'demo-hanne-vos', 'role.give', id, organization_id, role, origin_id from role
     where origin_id = 'role.give:sites'`,
  );

  await move(from, to);
  const held = await database(
    `select p.email, count(*) as places from role g join person p on p.id = g.person_id
     where g.origin_id = 'role.give:sites' group by p.email`,
  );

  expect(held).toEqual([{ email: from, places: 70 }]);
});

test("whoever is the only administrator unasked takes an account along only after having acted there", async () => {
  const seen = [];
  for (const acts of [false, true]) {
    const [from, to] = [`tess.${acts ? "acts" : "never"}@oldfirm.example`, outside()];
    const boss = acts ? "priya.nair@castleford-rail.example" : "els.wouters@noorderkaai.example";
    const account = acts ? castleford.account : "/en/accounts/noorderkaai.example";
    const tess = await signedIn(portal, from, "en", "Tess Dahl");
    const enemy = await signedIn(portal, boss, "en");
    const give = { action: "associate", scope: "all", role: "smart-account-administrator" };
    await enemy.post(`${account}/people`, { ...give, email: from });
    if (acts) await tess.post(`${account}/people`, viewer("next@oldfirm.example"));
    const take = { action: "take", scope: "all", role: "smart-account-administrator", confirmed: "yes" };
    for (const email of acts ? [boss] : ["tom.maes@noorderkaai.example", boss])
      await enemy.post(`${account}/people`, { ...take, email });

    await move(from, to);
    const [holder] = await database(
      `select p.email from role g join person p on p.id = g.person_id
       join smart_account c on c.id = g.account_id where c.domain_identifier = ?
         and g.role = 'smart-account-administrator' and g.virtual_account_id is null and g.ended_at is null`,
      account.split("/").pop()!,
    );
    seen.push(holder!["email"] === (acts ? to : from));
  }

  expect(seen).toEqual([true, true]);
});

test("an address of the same company, or of a domain that is known for the organization, is nobody's business", async () => {
  const [same, known] = [await alone(), await alone(["known.example"])];

  await move(same.email, `renamed${number}@acme.example`);
  await move(known.email, `renamed${number}@sub.known.example`);

  expect([await reviewOf(same.id), await reviewOf(known.id)]).toEqual([undefined, undefined]);
});

test("where nobody else decides an agent does; until then access stays, and the person sees until when", async () => {
  const { id, email, name } = await alone(["acme.example"]);
  const to = outside();

  const who = await move(email, to);
  const review = await reviewOf(id);
  const [told] = await mailsTo(portal, to, "under-review");
  const page = await who.go(here);
  const seen = await agent.go(`/en/reviews/${String(review!["id"])}`);
  const waiting = (await mailsTo(portal, agents[0], "review-waiting")).filter(({ text }) =>
    text.includes(name),
  );
  const roles = await rolesIn(id);
  const done = await decide(review!["id"], { decision: "approve" });

  expect([told!.text.includes(name), new URL(told!.links[0]!).pathname, waiting.length]).toEqual([
    true,
    here,
    1,
  ]);
  expect(page.text).toContain(en("address.left.title", { organization: name }));
  expect([seen.text.includes(email), seen.text.includes(to)]).toEqual([true, true]);
  expect(seen.text).toContain(en("reviews.left.refuse"));
  expect([roles, await rolesIn(id), done.status]).toEqual([roles, roles, 303]);
  expect((await mailsTo(portal, to, "review-outcome"))[0]!.subject).toContain(name);
  expect((await who.go(here)).text).not.toContain(en("address.left.title", { organization: name }));
});

test("an agent ends the access for a reason that the person reads; a second agent is told it is settled", async () => {
  const { id, email } = await alone();
  const to = outside();
  const who = await move(email, to);
  const review = (await reviewOf(id))!["id"];

  const without = await decide(review, { decision: "refuse" });
  const other = await signedIn(portal, agents[1], "en", "Kim Agent");
  const answers = await Promise.all([
    decide(review, { decision: "refuse", comment: "You work elsewhere now" }),
    other.post(`/en/reviews/${String(review)}`, { decision: "approve" }),
  ]);
  const [outcome] = await mailsTo(portal, to, "review-outcome");
  const ended = answers[0].status === 303;

  expect(without.status).toBe(422);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect((await rolesIn(id)).length).toBe(ended ? 0 : 1);
  expect(outcome!.text.includes("You work elsewhere now")).toBe(ended);
  expect((await who.go(`/en/organizations/${id}`)).status).toBe(ended ? 404 : 200);
});

test("nobody refuses several of them together, since it takes access", async () => {
  const { id, email } = await alone();
  await move(email, outside());
  const review = String((await reviewOf(id))!["id"]);

  await agent.post("/en/reviews", { review, comment: "All of them", confirmed: "yes" });

  expect((await reviewOf(id))!["state"]).toBe("open");
});

test("undone by whoever reads the old mailbox, there is nothing left to decide", async () => {
  const { id, email } = await alone();
  await move(email, outside());
  const owner = await signedIn(portal, email, "en");

  await owner.post(await linkTo(email, "address-changed"), { decision: "approve" });

  expect((await reviewOf(id))!["state"]).toBe("withdrawn");
  expect((await rolesIn(id)).length).toBe(1);
});

test("what nobody decides in time changes nothing; the person is told that it takes longer", async () => {
  const { id, email, name } = await alone();
  const to = outside();
  await move(email, to);

  await advance(portal, "P2D");
  await portal.cron();

  expect((await rolesIn(id)).length).toBe(1);
  expect((await mailsTo(portal, to, "under-review")).map(({ subject }) => subject)).toEqual([
    en("emails.under-review.lateSubject", { place: name }),
    en("emails.under-review.leftSubject", { place: name }),
  ]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
