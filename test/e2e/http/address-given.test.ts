import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { askFor } from "./accounts-world.ts";
import { advance, agents, mailsTo, signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let enemy: Visitor;
let number = 0;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  await signedIn(portal, agents[0], "en", "Robin Agent");
  enemy = await signedIn(portal, "priya.nair@castleford-rail.example", "en");
});
afterAll(() => portal.stop());

const here = "/en/profile/address";
const account = "/en/accounts/castleford-rail.example";
const organization = "/en/organizations/castleford";
const linkTo = (email: string, template = "address-change") =>
  new Visitor(portal.url).linkTo(email, template);
const addresses = () => {
  number += 1;
  return [`tess${number}@oldfirm.example`, `tess${number}@newjob.example`] as const;
};

const put = (email: string, role = "smart-account-viewer") =>
  enemy.post(`${account}/people`, { action: "associate", email, role, scope: "all" });
const remove = (email: string, place = account) =>
  enemy.post(`${place}/people`, { action: "remove", email, confirmed: "yes" });
const nominate = (email: string) =>
  enemy.post(`${organization}/administrators`, { action: "nominate", email });

/** Somebody who has asked for the other address. */
async function asking(from: string, to: string) {
  const who = await signedIn(portal, from, "en", "Tess Dahl");
  await who.post(here, { action: "ask", email: to });
  return who;
}

async function move(from: string, to: string) {
  const who = await asking(from, to);
  await who.post(await linkTo(from), { decision: "approve" });
  await who.post(await linkTo(to), { decision: "approve" });
  return signedIn(portal, to, "en", "Tess Dahl");
}

const heldBy = async (email: string) =>
  (
    await database(
      `select held.what from person p join (
         select person_id, role as what from role where ended_at is null
         union all select person_id, origin from seat where ended_at is null) held on held.person_id = p.id
       where p.email = ? order by 1`,
      email,
    )
  ).map(({ what }) => what);

/** All that the places tell in words, and let be loaded. */
async function seen() {
  const pages = [];
  for (const page of [
    account,
    `${account}/people`,
    `${account}/history`,
    `${account}/history.csv`,
    organization,
    `${organization}/people`,
    `${organization}/administrators`,
    `${organization}/history.csv`,
  ])
    pages.push(await enemy.go(page));
  return pages.map(({ body, text, page }) => (page ? text : body)).join("\n");
}

test("whoever puts somebody's next address into places holds nobody up, and learns nothing by the change", async () => {
  const [from, to] = addresses();
  await put(to);
  await nominate(to);
  await put(`ended.${to}`);
  await remove(`ended.${to}`);
  // What was said of the last act is said once.
  await seen();
  const before = await seen();

  const tess = await move(from, to);
  const after = await seen();
  const ended = await move(`other.${from}`, `ended.${to}`);

  expect(after).toBe(before);
  expect([(await tess.go(account)).status, (await ended.go(account)).status]).toEqual([200, 404]);
  expect(await heldBy(to)).toEqual(["nomination", "smart-account-viewer"]);
  expect([after.includes(to), after.includes(from), after.includes("Tess Dahl")]).toEqual([
    true,
    false,
    false,
  ]);
  expect(await seen()).toBe(before);
  // As before: what is there ends, and of what has ended that it has.
  expect([(await remove(to)).status, (await remove(`ended.${to}`)).status]).toEqual([303, 303]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("whoever is asked to decide where others put them stays, as asked, at the address that was typed", async () => {
  const [from, to] = addresses();
  await signedIn(portal, from, "en", "Tess Dahl");
  await put(from, "smart-account-administrator");
  const spy = await signedIn(portal, "spy@accomplice.example", "en", "Sol Spy");
  const { path } = await askFor(spy, "en");
  const request = `${account}/requests/${path.split("/").at(-1)!}`;
  const told = async () => [
    (await enemy.go(request)).text,
    (await spy.go(path)).text.replace(/The email [^.]+\./gu, ""),
  ];
  // What was said of the last act is said once.
  await told();
  const before = await told();

  const tess = await move(from, to);
  const after = await told();
  const owner = await signedIn(portal, from, "en", "Tess Dahl");
  const [asked] = await mailsTo(portal, from, "request-to-decide");

  expect(before.map((text) => /t(?:ess\d+|••••)@oldfirm\.example/u.test(text))).toEqual([true, true]);
  expect(after).toEqual(before);
  expect(await mailsTo(portal, to, "request-to-decide")).toEqual([]);
  expect((await owner.go(new URL(asked!.links[0]!).pathname)).page).toBe("link");
  expect((await tess.go(request)).status).toBe(404);
});

test("what is held with both addresses is held once; of two nominations one goes on", async () => {
  const [from, to] = ["twice@newjob.example", "twice.again@newjob.example"];
  await signedIn(portal, from, "en", "Tam Twice");
  for (const email of [from, to]) {
    await nominate(email);
    await put(email);
  }
  await put(to, "smart-account-user");

  const tess = await move(from, to);
  const accepted = await tess.post(await linkTo(to, "accept-terms"), { acceptTerms: "yes" });

  // Administrators of an organization have that role too.
  expect(await heldBy(to)).toEqual([
    "customer-administrator",
    "nomination",
    "smart-account-user",
    "smart-account-viewer",
  ]);
  expect([accepted.status, accepted.path]).toEqual([303, organization]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("objected to, what others gave to the new address stays there, and what stayed comes back", async () => {
  const [from, to] = addresses();
  await signedIn(portal, from, "en", "Tess Dahl");
  for (const email of [from, to]) await put(email);
  await put(to, "smart-account-user");
  await move(from, to);
  const between = [await heldBy(from), await heldBy(to)];

  const owner = await signedIn(portal, from, "en", "Tess Dahl");
  await owner.post(await linkTo(from, "address-changed"));
  const page = await seen();
  const again = await move(from, to);

  expect(between).toEqual([["smart-account-viewer"], ["smart-account-user", "smart-account-viewer"]]);
  expect((await again.go(account)).status).toBe(200);
  expect([page.includes(from), page.includes(to), page.includes("Tess Dahl")]).toEqual([true, true, false]);
  expect([await heldBy(from), await heldBy(to)]).toEqual(between);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("that a change was undone is on record only where the change is", async () => {
  const [from, to] = addresses();
  await signedIn(portal, from, "en", "Tess Dahl");
  await put(from);
  await enemy.post(`${organization}/people`, { action: "associate", email: from, role: "customer-user" });
  await database(
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
     select 'role-undone', 'noorderkaai', id, 'customer-user', 'op-undone', 1 from person where email = ?`,
    from,
  );
  await database(
    "insert into operation (id, person_id, action, next, at) values ('op-undone', 'demo-hanne-vos', 'role.give', '', 1)",
  );
  await database(
    `insert into audit_event (at, actor, action, subject_id, organization_id, to_state, operation_id)
     select 1, id, 'role.give', 'role-undone', 'noorderkaai', 'customer-user', 'op-undone' from person where email = ?`,
    from,
  );
  await move(from, to);

  const owner = await signedIn(portal, from, "en", "Tess Dahl");
  await owner.post(await linkTo(from, "address-changed"));
  const read = [await enemy.go(`${account}/history.csv`), await enemy.go(`${organization}/history.csv`)];
  const recorded = await database(
    `select e.action, e.subject_id from audit_event e join person p on p.id = e.actor
     where p.email = ? and e.action in ('address.change', 'address.object') and e.to_state is null order by e.at`,
    from,
  );

  expect(await heldBy(from)).toContain("smart-account-viewer");
  expect(read.map(({ body }) => body.includes(from))).toEqual([true, true]);
  expect(
    read
      .flatMap(({ body }) => body.split("\n"))
      .filter((line) => line.includes(from) && /change of email/iu.test(line)),
  ).toEqual([]);
  expect(recorded).toEqual([
    { action: "address.change", subject_id: "role-undone" },
    { action: "address.object", subject_id: "role-undone" },
  ]);
});

test("somebody goes back to the former address once nobody may object, also where others have used it since", async () => {
  const [from, to] = addresses();
  await signedIn(portal, from, "en", "Tess Dahl");
  await put(from);
  await move(from, to);
  await nominate(from);
  await advance(portal, "P15D");
  await portal.cron();

  const back = await move(to, from);
  const page = await seen();

  expect((await back.go(account)).status).toBe(200);
  expect(await heldBy(from)).toEqual(["nomination", "smart-account-viewer"]);
  expect([page.includes(from), page.includes(to), page.includes("Tess Dahl")]).toEqual([true, false, false]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("nobody sheds a suspension, and nobody takes an address of whoever has come meanwhile", async () => {
  const [[from, to], [other, come]] = [addresses(), addresses()];
  for (const email of [to, come]) await put(email);
  const suspended = await asking(from, to);
  const overtaken = await asking(other, come);
  const links = [await linkTo(to), await linkTo(come)];
  await database("update person set disabled_at = 1 where email = ?", to);
  await signedIn(portal, come);

  const answers = [];
  for (const [who, email, link] of [
    [suspended, from, links[0]!],
    [overtaken, other, links[1]!],
  ] as const) {
    await who.post(await linkTo(email), { decision: "approve" });
    answers.push((await who.post(link, { decision: "approve" })).status);
  }
  await database("update person set disabled_at = null where email = ?", to);

  expect(answers).toEqual([410, 410]);
  expect([await heldBy(to), await heldBy(come)]).toEqual([
    ["smart-account-viewer"],
    ["smart-account-viewer"],
  ]);
});

test("two who change to such an address at once: one has it, and what was given to it", async () => {
  const [, to] = addresses();
  await put(to);
  const both = [addresses()[0], addresses()[0]];
  const ready = [];
  for (const from of both) {
    const who = await asking(from, to);
    await who.post(await linkTo(from), { decision: "approve" });
    ready.push({ who, link: await linkTo(to) });
  }

  await Promise.all(ready.map(({ who, link }) => who.post(link, { decision: "approve" })));
  const states = await database("select state from address_change where new_email = ? order by state", to);

  expect(states).toEqual([{ state: "confirmedByOld" }, { state: "made" }]);
  expect(await heldBy(to)).toEqual(["smart-account-viewer"]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("the old mailbox's link says and does the same, whether the new address is free or somebody's", async () => {
  const answers = [];
  for (const isTaken of [false, true]) {
    const [from, to] = addresses();
    if (isTaken) await signedIn(portal, to);
    const who = await asking(from, to);
    const link = await linkTo(from);
    const page = await who.go(link);
    const done = await who.post(link, { decision: "approve" });
    const after = await who.go(here);
    answers.push([
      page.status,
      page.text.replaceAll(from, "old").replaceAll(to, "new"),
      done.status,
      done.path,
      after.state,
    ]);
  }

  expect(answers[1]).toEqual(answers[0]);
  expect(await mailsTo(portal, `tess${number}@newjob.example`, "address-changed")).toHaveLength(1);
});

test("whom an agent has appointed at an address is at it in the history from the beginning", async () => {
  const [from, to] = addresses();
  await signedIn(portal, from, "en", "Tess Dahl");
  await put(from);
  await database(`insert into person (id, email, created_at, updated_at) values ('appointed', ?, 1, 1)`, to);
  for (const statement of [
    `insert into review (id, kind, subject_id, person_id, organization_id, reasons, state, due_at, created_at, decided_at, decided_by)
     select 'appointing', 'vacancy', 'castleford', 'appointed', 'castleford', '[]', 'appointed', 1, 1, 2, id
     from person where email = 'agent.one@ardenne.example'`,
    `insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
     values ('appointed', 'castleford', 'appointed', 99, 'appointment', 'appointing', 2)`,
    `insert into operation (id, person_id, action, next, at) values ('op-appointing', null, 'review.decide', '', 2)`,
    `insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
     select 2, id, 'review.decide', 'appointing', 'castleford', 'open', 'appointed', 'op-appointing'
     from person where email = 'agent.one@ardenne.example'`,
    `insert into audit_event (at, actor, action, subject_id, organization_id, to_state, operation_id)
     select 2, id, 'review.decide', 'appointed', 'castleford', 'appointment', 'op-appointing'
     from person where email = 'agent.one@ardenne.example'`,
  ])
    await database(statement);

  await move(from, to);
  const history = (await enemy.go(`${organization}/history.csv`)).body;

  expect([history.includes(to), history.includes(from)]).toEqual([true, false]);
  expect(await heldBy(to)).toEqual(["appointment"]);
});

const associate = (email: string) =>
  enemy.post(`${organization}/people`, { action: "associate", email, role: "customer-user" });

/** Gives somebody something and takes it away, which is left to be undone. */
async function removed(give: (email: string) => Promise<unknown>, email: string, place: string) {
  await give(email);
  await remove(email, place);
  const of = (await enemy.go(`${place}/people`)).find('form[id="undo"] input[name="of"]')[0]!.attributes[
    "value"
  ]!;
  return () => enemy.post(`${place}/people`, { action: "undo", of });
}

test.each([
  ["a role in a Smart Account", async (email: string) => () => put(email)],
  ["a role in an organization", async (email: string) => () => associate(email)],
  ["a nomination", async (email: string) => () => nominate(email)],
  ["a role in a Smart Account, once more,", (email: string) => removed(put, email, account)],
  ["a role in an organization, once more,", (email: string) => removed(associate, email, organization)],
])("%s that is given in the instant of the change stays with the old address", async (_, prepare) => {
  const along = [];
  // A new day's messages, since each gift is one.
  await advance(portal, "P1D");
  for (const wait of [0, 0, 2, 4, 6, 8, 10, 12]) {
    const [from, to] = addresses();
    const who = await asking(from, to);
    await who.post(await linkTo(from), { decision: "approve" });
    const link = await linkTo(to);
    const give = await prepare(from);

    const changing = who.post(link, { decision: "approve" });
    await sleep(wait);
    const [changed] = await Promise.all([changing, give()]);

    expect(changed.status).toBe(303);
    along.push(...(await heldBy(to)));
  }

  expect(along).toEqual([]);
});
