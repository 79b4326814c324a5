import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { activate, company, requestOwn } from "./accounts.ts";
import { administratorsOf, askFor, places } from "./accounts-world.ts";
import { advance, signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let eve: Visitor;
const people = ["tom.maes@noorderkaai.example", "priya.nair@castleford-rail.example"];
const names = ["Tobias Verlinden", "Priya Nair"];
beforeAll(async () => {
  portal = await startDemo();
  for (const [at, email] of people.entries()) {
    await signedIn(portal, email);
    await sql(portal)("update person set name = ? where email = ?", names[at]!, email);
  }
  eve = await signedIn(portal, "eve@evil.example", "en", "Eve");
});
afterAll(() => portal.stop());

/** The parts of a page's text that name somebody who never dealt with its reader. */
const namedIn = (text: string) => names.filter((name) => text.includes(name));

test("the page on which an account is activated does not tell who is behind the addresses of its nominees", async () => {
  await requestOwn(eve, {
    authorization: { authority: "self" },
    administrators: { adminEmails: people.join("\n") },
  });

  const page = await eve.go(await eve.linkTo("eve@evil.example", "account-to-activate"));

  expect(page.state).toBe("activateAccount");
  expect(page.text).toContain(people[0]);
  expect(namedIn(page.text)).toEqual([]);
});

test("who was put into an account by address stays an address there, in lists, in its history and its file", async () => {
  await eve.submit({ ...company, acceptAgreement: "yes" });
  const at = (page: string) => `/en/accounts/evil.example${page}`;
  await eve.post(at("/people"), {
    action: "associate",
    email: people[0]!,
    role: "smart-account-administrator",
    scope: "all",
  });

  const pages = [
    await eve.go(at("/people")),
    await eve.go(at("")),
    await eve.go(at("/history")),
    await eve.go(at("/history.csv")),
    await eve.go(at("/history?person=Verlinden")),
  ];

  expect(pages[0]!.text).toContain(people[0]);
  expect(pages.flatMap(({ body }) => namedIn(body))).toEqual([]);
  expect(pages[4]!.text).not.toContain(people[0]);
});

test("… also who leaves it by themselves, and who changes the address afterwards, which nobody there reads", async () => {
  const at = (page: string) => `/en/accounts/evil.example${page}`;
  const [email, next] = ["nina.d@oldfirm.example", "nina@newjob.example"];
  const nina = await signedIn(portal, email, "en", "Nina Draper");
  const given = { email, role: "smart-account-administrator", scope: "all" };
  await eve.post(at("/people"), { action: "associate", ...given });
  const left = await nina.post(at("/people"), { action: "remove", email, confirmed: "yes" });
  await nina.post("/en/profile/address", { action: "ask", email: next });
  for (const one of [email, next])
    await nina.post(await nina.linkTo(one, "address-change"), { decision: "approve" });

  const pages = [];
  for (const part of ["", ".csv", "?person=nina.d%40", "?person=Draper", "?person=newjob"]) {
    const { body, text } = await eve.go(at(`/history${part}`));
    pages.push(`${body} ${text}`);
  }

  expect(left.status).toBe(303);
  expect(await sql(portal)("select 1 from person where email = ?", next)).toHaveLength(1);
  expect(pages.map((body) => body.includes(email))).toEqual([true, true, true, false, false]);
  expect(pages.slice(0, 3).filter((body) => body.includes(next) || body.includes("Draper"))).toEqual([]);
});

test("whoever is named as authorizer stays an address to the requester until they have decided", async () => {
  const mallory = await signedIn(portal, "mallory@evil.example", "en", "Mallory");
  const sent = await requestOwn(mallory, {
    authorization: { authority: "other", authorizerEmail: people[1]!, language: "en" },
  });

  const page = await mallory.go(sent.path);

  expect(page.text).toContain(people[1]);
  expect(namedIn(page.text)).toEqual([]);
});

test("administrators of an account whose identifier somebody typed are told as masked addresses", async () => {
  const asked = await sql(portal)(
    "select name from person where email in (select value from json_each(?)) and name <> ''",
    JSON.stringify(administratorsOf("nl")),
  );

  await askFor(eve, "en");
  const page = await askFor(eve, "nl");

  expect(places.nl.domain).toBe("noorderkaai.example");
  expect(asked.length).toBeGreaterThan(0);
  expect(page.text).toContain("e••••@noorderkaai.example");
  expect(asked.filter(({ name }) => page.text.includes(String(name)))).toEqual([]);
});

test("a colleague is called by name", async () => {
  const els = await signedIn(portal, "els.wouters@noorderkaai.example");
  await els.post("/en/organizations/noorderkaai/people", {
    action: "associate",
    email: people[0]!,
    role: "customer-user",
  });

  const page = await els.go("/en/organizations/noorderkaai/people?person=verlinden");

  expect(namedIn(page.text)).toEqual(["Tobias Verlinden"]);
});

test("the step that names an identifier says only so often that an account has it", async () => {
  const snoop = await signedIn(portal, "snoop@evil.example", "en", "Snoop");
  await snoop.go("/en/accounts/new/authorization");
  await snoop.submit({ authority: "self" });

  const answers = [];
  for (let guess = 0; guess < 16; guess += 1)
    answers.push(
      await snoop.post("/en/accounts/new/identity", {
        domainIdentifier: "noorderkaai.example",
        accountName: "Snoop",
      }),
    );

  expect(answers.slice(0, 15).map(({ status }) => status)).toEqual(Array(15).fill(422));
  expect(answers[15]).toMatchObject({
    status: 429,
    errors: { domainIdentifier: "access.request.errors.tooManyTries" },
  });
});

/** Two strangers whom an administrator has put into an organization; one of them has come since. */
async function twoStrangers(name: string) {
  const administrator = await signedIn(portal, "els.wouters@noorderkaai.example");
  const emails = [`${name}.absent@strangers.example`, `${name}.came@strangers.example`];
  const at = "/en/organizations/noorderkaai/people";
  for (const email of emails)
    await administrator.post(at, { action: "associate", email, role: "customer-user" });
  await signedIn(portal, emails[1]!);
  const send = (email: string, fields: Record<string, string>) =>
    administrator.post(at, { ...fields, email, confirmed: "yes" });
  return { administrator, emails, send };
}

/** What the last form cost the database. */
async function work() {
  const { requests } = (await (await fetch(`${portal.url}/dev/stats`)).json()) as {
    requests: { method: string; address: string; databaseRoundTrips: number; statements: number }[];
  };
  const { databaseRoundTrips, statements } = requests.find(
    ({ method, address }) => method === "POST" && address.endsWith("/people"),
  )!;
  return { databaseRoundTrips, statements };
}

test("inviting somebody again does not tell whether they have come: in words, on record, or by work", async () => {
  const { administrator, emails, send } = await twoStrangers("again");
  const seen = [];
  for (const email of emails) {
    const answer = await send(email, { action: "invite" });
    const cost = await work();
    const page = await administrator.go(answer.path);
    const [{ many } = { many: 0 }] = await sql(portal)(
      `select count(*) as many from audit_event e join role g on g.id = e.subject_id join person p on p.id = g.person_id
        where e.action = 'person.invite' and p.email = ?`,
      email,
    );
    seen.push({
      path: answer.path,
      cost,
      said: page.text.replace(email, "…").slice(0, 100),
      many,
    });
  }

  expect(seen[1]).toEqual(seen[0]);
  expect(await administrator.mailTo(emails[0]!, "access-granted")).toHaveLength(2);
  expect(await administrator.mailTo(emails[1]!, "access-granted")).toHaveLength(1);
});

test("writing to somebody more often than the mailbox takes does not tell whether they have come", async () => {
  const { emails, send } = await twoStrangers("often");
  const paths = [];
  for (const email of emails) {
    const led = [];
    for (let times = 0; times < 12; times += 1)
      led.push(
        (await send(email, { action: times % 2 ? "take" : "give", role: "customer-administrator" })).path,
      );
    paths.push(new Set(led));
  }

  expect(paths[1]).toEqual(paths[0]);
});

/** An accomplice of whoever has put strangers into an account asks for access to it. */
async function asks(email: string, domainIdentifier = "evil.example") {
  const spy = await signedIn(portal, email, "en", "Sol Spy");
  await spy.go("/en/accounts/request-access");
  await spy.submit({ domainIdentifier });
  return { spy, ...(await spy.submit({ reason: "I want to look." })) };
}

test("nor does asking for access to the account that has put them in charge, by what is said of the messages", async () => {
  const emails = ["absent@asked.example", "came@asked.example"];
  await signedIn(portal, emails[1]!, "en", "Cam Here");
  for (const email of emails)
    await eve.post("/en/accounts/evil.example/people", {
      action: "associate",
      email,
      role: "smart-account-administrator",
      scope: "all",
    });
  const fill = `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at, mailbox, outside, problem)
    select 'fill-' || value, 'access-changed', 'x', 'en', 3, 's', 'h', 't', 'set-aside', 0, (select max(created_at) from outbox), 0, ?, 1, 'a test'
    from json_each(?)`;

  const { spy, path } = await asks("spy1@accomplice.example");
  await spy.linkTo(emails[1]!, "request-to-decide");
  const said = [];
  for (const state of ["delivered", "bounced"]) {
    await sql(portal)(
      "update outbox set state = ? where template = 'request-to-decide' and recipient like '%@asked.example'",
      state,
    );
    said.push(
      (await spy.go(path)).text.match(/[ac]••••@asked\.example Asked on [^.]+\.( The email[^.]+)?/gu),
    );
  }
  await sql(portal)(fill, emails[1]!, JSON.stringify([...Array(limits.mail.toOne).keys()]));
  const full = await asks("spy2@accomplice.example");
  await sql(portal)("delete from outbox where id like 'fill-%'");

  expect(said.map((asked) => asked?.length)).toEqual([2, 2]);
  expect(said.flat().filter((asked) => asked?.includes("email has") || asked?.includes("could not"))).toEqual(
    [],
  );
  expect(full.path).not.toContain("gathered");
});

test("nor does putting them in charge beside oneself tell whether they are suspended", async () => {
  const me = "mal@step.example";
  const stranger = "sue@asked.example";
  const mal = await signedIn(portal, me, "en", "Mal Step");
  await requestOwn(mal, {
    authorization: { authority: "self" },
    identity: { domainIdentifier: "step.example" },
  });
  await activate(mal, me);
  const at = (page: string) => `/en/accounts/step.example${page}`;
  const role = "smart-account-administrator";
  const put = (email: string, of = role) =>
    mal.post(at("/people"), { action: "associate", email, role: of, scope: "all" });
  await signedIn(portal, stranger, "en", "Sue Strange");
  await put(stranger);
  await put("viewer@step.example", "smart-account-viewer");
  const viewer = await signedIn(portal, "viewer@step.example");
  const suspend = (value: number | null) =>
    sql(portal)("update person set disabled_at = ? where email = ?", value, stranger);
  const seen = async () => [
    (await mal.go(at(""))).text,
    (await mal.go(at("/people"))).text,
    (await viewer.go(at(""))).text,
    (await mal.post(at("/people"), { action: "take", email: me, role, scope: "all" })).text,
    (await mal.post("/en/profile/data", { action: "erase" })).text,
  ];
  // What was said of the last act is said once.
  await seen();

  const before = await seen();
  await suspend(1);
  const after = await seen();
  const { text: asked } = await asks("spy3@accomplice.example", "step.example");
  const sent = await mal.mailTo(stranger, "request-to-decide");
  const colleague = "col@step.example";
  await put(colleague);
  await mal.post(at("/people"), { action: "remove", email: stranger, confirmed: "yes" });
  await sql(portal)("update person set disabled_at = 1 where email = ?", colleague);
  const beside = await mal.post(at("/people"), { action: "take", email: me, role, scope: "all" });
  await suspend(null);

  expect(before[0]).toContain(stranger);
  expect(before[4]).not.toContain("Atelier Nord");
  expect(after).toEqual(before);
  expect(asked).toContain("s••••@asked.example");
  expect(sent).toEqual([]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
  expect(beside.status).toBe(422);
});

test("nor does writing to somebody as the last whom one may write to that day", async () => {
  const paths = [];
  for (const at of [0, 1]) {
    const { administrator, emails } = await twoStrangers(`last${at}`);
    await advance(portal, "P2D");
    const spent = Array.from({ length: limits.mail.byOne }, (_, number) => `s${at}${number}@spent.example`);
    const answer = await administrator.post("/en/organizations/noorderkaai/people", {
      action: "associate-several",
      emails: [...spent, emails[at]!].join("\n"),
      role: "customer-administrator",
      confirmed: "yes",
    });
    paths.push(answer.path.includes("gathered=yes"));
  }

  expect(paths).toEqual([true, true]);
});

test("nor does reminding them of a request tell whether they are suspended", async () => {
  const counts = [];
  for (const [domain, suspended] of [
    ["remind1.example", null],
    ["remind2.example", 1],
  ] as const) {
    const stranger = `sue.${domain}@asked.example`;
    const mal = await signedIn(portal, `mal@${domain}`, "en", "Mal Step");
    await requestOwn(mal, { authorization: { authority: "self" }, identity: { domainIdentifier: domain } });
    await activate(mal, `mal@${domain}`);
    await signedIn(portal, stranger, "en", "Sue Strange");
    await mal.post(`/en/accounts/${domain}/people`, {
      action: "associate",
      email: stranger,
      role: "smart-account-administrator",
      scope: "all",
    });
    await sql(portal)("update person set disabled_at = ? where email = ?", suspended, stranger);
    const { spy, path } = await asks(`spy@spy-${domain}`, domain);
    await advance(portal, "P1DT1H");
    await spy.post(path.split("?")[0]!, { action: "remind" });
    const [caused] = await sql(portal)(
      `select count(o.causer) as counted, sum(o.recipient = ? and o.mailbox is not null) as sent
       from outbox o join person p on p.id = o.causer
       where o.template = 'reminder-to-decide' and p.email = ?`,
      stranger,
      `spy@spy-${domain}`,
    );
    counts.push(caused);
  }

  expect(counts).toEqual([
    { counted: 2, sent: 1 },
    { counted: 2, sent: 0 },
  ]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
