import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import type { Answer, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { company, followLink, lettersTo, requestOwn } from "./accounts.ts";
import { sendRepeated } from "./accounts-world.ts";
import { advance, signedIn, sql } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({});
});
afterAll(() => portal?.stop());

/** Both mailboxes confirm that somebody has another address; whoever signs in with it. */
async function move(who: Visitor, from: string, to: string) {
  await who.post("/en/profile/address", { action: "ask", email: to });
  for (const email of [from, to])
    await who.post(await who.linkTo(email, "address-change"), { decision: "approve" });
  return signedIn(portal, to, "en");
}

const inAccount = (domain: string, part = "") => `/en/accounts/${domain}${part}`;
const people = (who: Visitor, domain: string, action: string, email: string, role = "") =>
  who.post(inAccount(domain, "/people"), { action, email, role, scope: "all", confirmed: "yes" });
const answer = async (email: string, name: string, decision: string) => {
  const visitor = await signedIn(portal, email, "en", name);
  const path = await visitor.linkTo(email, "nominated");
  return { visitor, path, answered: await visitor.post(path, { decision }) };
};
/** Which of some words a page or a file says. */
const saidBy = ({ body, text }: Answer, words: readonly string[]) =>
  words.filter((word) => body.includes(word) || text.includes(word));

/** An account that Rob has asked for and Vera has activated, both of its company, with those whom Rob nominates. */
async function activated(domain: string, nominees: readonly string[]) {
  const [rob, vera] = [`rob@${domain}`, `vera@${domain}`];
  const requester = await signedIn(portal, rob, "en", "Rob Asker");
  const { path } = await requestOwn(requester, {
    authorization: { authority: "other", authorizerEmail: vera },
    identity: { domainIdentifier: domain, accountName: "Ferncut" },
    administrators: { adminEmails: nominees.join("\n") },
  });
  const authorizer = await followLink(portal, vera, "account-to-activate", "Vera Vos");
  const link = authorizer.last!.path;
  const fields: [string, string][] = [
    ...Object.entries({ decision: "approve", acceptAgreement: "yes", accountName: "Ferncut", ...company }),
    ["domainIdentifier", domain],
    ...nominees.map((email): [string, string] => ["allow", email]),
  ];
  await sendRepeated(authorizer, link, fields);
  return { requester, authorizer, rob, vera, request: path, link, fields };
}

test("whoever holds nothing in an account reads what was asked and how it ended, and is mailed no nominee's answer", async () => {
  const domain = "ferncut.example";
  const [mal, nora, zoe, boss] = [
    "mal@outsider.example",
    "nora@third.example",
    "zoe@third.example",
    `boss@${domain}`,
  ];
  const { requester, authorizer, rob, vera, request, link, fields } = await activated(domain, [
    mal,
    nora,
    zoe,
  ]);
  const first = await answer(zoe, "Zoe Early", "approve");
  const whileThere = await authorizer.go(request);
  await people(authorizer, domain, "associate", boss, "smart-account-administrator");
  const chief = await signedIn(portal, boss, "en", "Bo Boss");
  for (const email of [vera, zoe]) await people(chief, domain, "remove", email);

  await answer(mal, "Mallory Outsider", "deny");
  await answer(nora, "Nora Newton", "approve");
  await chief.post(inAccount(domain, "/details"), { accountName: "Secret Project", ...company });
  await sql(portal)(
    "update smart_account set domain_identifier = 'secret.example' where domain_identifier = ?",
    domain,
  );
  const left = [
    await requester.go(request),
    await requester.go("/en/requests"),
    await requester.post("/en/profile/data", { action: "copy" }),
    await authorizer.go(request),
    await authorizer.go(link),
    await sendRepeated(authorizer, link, fields),
    await authorizer.post("/en/profile/data", { action: "copy" }),
    await first.visitor.go(first.path),
    await first.visitor.post("/en/profile/data", { action: "copy" }),
  ];
  const answers = (await chief.mailTo(boss, "nominee-answered")).map(({ text }) => text);
  const history = await chief.go(inAccount("secret.example", "/history"));

  expect(left.map(({ status }) => status)).toEqual([200, 200, 200, 200, 410, 303, 200, 410, 200]);
  expect(left.flatMap((page) => saidBy(page, ["Secret Project", "secret.example"]))).toEqual([]);
  expect(left[5]!.path).toBe(request);
  expect(
    [left[0]!, left[3]!].flatMap((page) => saidBy(page, ["Refused", "Accepted", "/en/accounts/"])),
  ).toEqual(["/en/accounts/", "/en/accounts/"]);
  expect(saidBy(left[0]!, ["Ferncut", domain, vera, rob])).toHaveLength(4);
  expect(left.flatMap((page) => saidBy(page, [mal, nora]))).toEqual([]);
  expect(await sql(portal)("select 1 from smart_account where answers like '%outsider%'")).toEqual([]);
  expect(whileThere.find("a").map(({ attributes }) => attributes["href"])).toContain(inAccount(domain));
  expect(await lettersTo(portal, rob)).toEqual(["account-activated en"]);
  expect(await lettersTo(portal, vera)).toEqual([
    "account-to-activate en",
    "nominee-answered en",
    "access-changed en",
  ]);
  expect(
    answers.map((text) => [text.includes(mal), text.includes("Mallory"), text.includes("Nora Newton")]),
  ).toEqual([
    [false, false, true],
    [true, false, false],
  ]);
  expect(saidBy(history, [mal, "Mallory", "Nora Newton"])).toEqual([mal, "Nora Newton"]);
});

test("nobody who holds nothing learns where authorizer, requester and nominees are since, however often they change", async () => {
  const domain = "goodcorp.example";
  const [rob, vera] = [`rob@${domain}`, `vera@${domain}`];
  const { requester, authorizer, request } = await activated(domain, [`nora@${domain}`]);
  const { visitor: nora } = await answer(`nora@${domain}`, "Nora Newton", "approve");

  const between = await move(authorizer, vera, `v.vos@${domain}`);
  await advance(portal, "P15D");
  await portal.cron();
  const moved = await move(between, `v.vos@${domain}`, "vera@newlife.example");
  await move(nora, `nora@${domain}`, "nora@newlife.example");
  const read = await requester.go(request);
  const asker = await move(requester, rob, "rob@newjob.example");
  const seen = await moved.go(request);

  expect(saidBy(read, [vera, rob])).toHaveLength(2);
  expect(saidBy(read, ["v.vos", "newlife"])).toEqual([]);
  expect(saidBy(seen, [rob, "newjob"])).toEqual([rob]);
  expect((await asker.go(request)).status).toBe(200);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("who declines what a stranger asks for learns nothing later of that stranger, and is no name to them", async () => {
  const [from, to] = ["dan@oldfirm.example", "dan@nextjob.example"];
  const requester = await signedIn(portal, from, "en", "Dan Asker");
  const { path } = await requestOwn(requester, {
    authorization: { authority: "other", authorizerEmail: "tess@target.example" },
    identity: { domainIdentifier: "target.example", accountName: "Dan" },
  });
  const asked = await followLink(portal, "tess@target.example", "account-to-activate", "Tess Target");
  await asked.post(asked.last!.path, {
    decision: "deny",
    comment: "We do not know you at all",
    confirmed: "yes",
  });
  const [mail] = await requester.mailTo(from, "account-declined");

  const page = await requester.go(path);
  await move(requester, from, to);
  const seen = await asked.go(path);

  expect([mail!.text.includes("tess@target.example"), mail!.text.includes("Tess")]).toEqual([true, false]);
  expect(saidBy(page, ["tess@target.example", "Tess"])).toEqual(["tess@target.example"]);
  expect(saidBy(seen, [from, to])).toEqual([from]);
});

test("erasing leaves of others' requests what they asked, and of whom else; it brings nothing of today", async () => {
  const domain = "sock.example";
  const sock = "sock@fakes.example";
  const { requester, authorizer, vera, request } = await activated(domain, [sock]);
  const fake = await signedIn(portal, sock, "en", "Sock Fake");
  await authorizer.post(inAccount(domain, "/details"), { accountName: "Secret Project", ...company });
  await people(authorizer, domain, "associate", `boss@${domain}`, "smart-account-administrator");
  const words = ["Ferncut", "Secret", vera, "Vera Vos", "erased.invalid", sock, en("history.erased")];

  await fake.post("/en/profile/data", { action: "erase", confirmed: "yes" });
  const first = await requester.go(request);
  await authorizer.post("/en/profile/data", { action: "erase", confirmed: "yes" });
  const second = await requester.go(request);

  expect(saidBy(first, words)).toEqual(["Ferncut", vera, "Vera Vos"]);
  expect(saidBy(second, words)).toEqual(["Ferncut", en("history.erased")]);
});

test("who is not let into an account learns no administrator's name, but that of a colleague", async () => {
  const domain = "kept.example";
  const { authorizer, vera } = await activated(domain, []);
  const told = [];
  for (const email of ["eve@evil.example", `new@${domain}`]) {
    const asker = await signedIn(portal, email, "en", "Eve Asker");
    await asker.go("/en/accounts/request-access");
    await asker.submit({ domainIdentifier: domain });
    const { path } = await asker.submit({ reason: "I look after the licenses of our switches." });
    const link = await authorizer.linkTo(vera, "request-to-decide");
    await authorizer.post(link, { decision: "ask", comment: "Which team are you in, please?" });
    const [question] = await asker.mailTo(email, "information-asked");
    await asker.post(await asker.linkTo(email, "information-asked"), { answer: "The night shift." });
    const here = inAccount(domain, `/requests/${path.split("?")[0]!.split("/").pop()!}`);
    await authorizer.post(here, { decision: "deny" });
    const [denial] = await asker.mailTo(email, "access-denied");
    const pages = [
      await asker.go(path),
      await asker.post(path, { action: "withdraw", confirmed: "yes" }),
      await asker.post(path, { action: "remind" }),
    ];
    told.push([question!.text, denial!.text, ...pages.map(({ text }) => text)]);
  }

  const named = told.map((texts) =>
    texts.map((text) => (text.includes("Vera Vos") ? "name" : text.includes(`v••••@${domain}`))),
  );
  expect(named).toEqual([Array(5).fill(true), Array(5).fill("name")]);
});

/** Somebody asks for access to an account; the page of the request, and its id. */
async function asks(email: string, name: string, domain: string) {
  const asker = await signedIn(portal, email, "en", name);
  await asker.go("/en/accounts/request-access");
  await asker.submit({ domainIdentifier: domain });
  const path = (await asker.submit({ reason: "I look after the licenses of our switches." })).path.split(
    "?",
  )[0]!;
  return { asker, path, here: inAccount(domain, `/requests/${path.split("/").pop()!}`) };
}

test("who was let into an account and left it reads neither what it is called since nor who was put there, and tells it nothing later", async () => {
  const domain = "later.example";
  const [eve, tess] = ["eve@evilfirm.example", "tess@oldfirm.example"];
  const { authorizer, vera } = await activated(domain, []);
  await signedIn(portal, tess, "en", "Tess Dahl");
  await people(authorizer, domain, "associate", tess, "smart-account-administrator");
  await authorizer.post(inAccount(domain, "/virtual-accounts"), { action: "create", name: "Antwerp" });
  const [part] = await sql(portal)("select id from virtual_account where name = 'Antwerp'");
  const { asker, path, here } = await asks(eve, "Eve Asker", domain);
  const approval = { decision: "approve", role: "virtual-account-user", scope: String(part!["id"]) };
  const letIn = await authorizer.post(here, approval);
  const inside = await asker.go(path);
  await people(authorizer, domain, "remove", eve);

  await authorizer.post(inAccount(domain, "/details"), { accountName: "Secret Project", ...company });
  await sql(portal)("update virtual_account set name = 'Secret Part' where id = ?", part!["id"] as string);
  await sql(portal)(
    "update smart_account set domain_identifier = 'hidden.example' where domain_identifier = ?",
    domain,
  );
  const boss = await move(authorizer, vera, "vera@newestlife.example");
  const left = [
    await asker.go(path),
    await asker.go("/en/requests"),
    await asker.post("/en/profile/data", { action: "copy" }),
  ];
  const gone = await move(asker, eve, "eve@newjob.example");
  await gone.post("/en/profile", { name: "Eve Asker", company: "Newest Company", language: "en" });
  const kept = here.replace(domain, "hidden.example");
  const seen = [await boss.go(kept), await boss.go(inAccount("hidden.example", "/requests"))];

  expect([letIn.status, ...left.map(({ status }) => status), ...seen.map(({ status }) => status)]).toEqual([
    303, 200, 200, 200, 200, 200,
  ]);
  expect(saidBy(inside, ["Antwerp", "Vera Vos", "Tess Dahl"])).toEqual(["Antwerp", "Vera Vos"]);
  expect(
    left.flatMap((page) => saidBy(page, ["Secret", "hidden.example", "Tess Dahl", "newestlife"])),
  ).toEqual([]);
  expect(saidBy(left[0]!, [`Ferncut (${domain}`])).toHaveLength(1);
  expect(seen.map((page) => saidBy(page, [eve, "newjob", "Newest Company"]))).toEqual([[eve], [eve]]);
});

test("who decides on requests no more learns nothing from an old link of what others decide", async () => {
  const domain = "decided.example";
  const tom = `tom@${domain}`;
  const { authorizer } = await activated(domain, []);
  await people(authorizer, domain, "associate", tom, "smart-account-administrator");
  const former = await signedIn(portal, tom, "en", "Tom Former");
  const { here } = await asks("ann@asks.example", "Ann Asker", domain);
  const link = await former.linkTo(tom, "request-to-decide");
  await asks("bob@asks.example", "Bob Asker", domain);
  const own = await former.linkTo(tom, "request-to-decide");
  const approval = { decision: "approve", role: "smart-account-viewer", scope: "all" };
  const done = await former.post(own, approval);
  await asks("cis@asks.example", "Cis Asker", domain);
  const waiting = await former.linkTo(tom, "request-to-decide");
  await people(authorizer, domain, "remove", tom);
  await authorizer.post(here, approval);
  await authorizer.post(inAccount(domain, "/details"), { accountName: "Secret Project", ...company });
  await sql(portal)(
    "update smart_account set domain_identifier = 'moved.example' where domain_identifier = ?",
    domain,
  );

  const answers = [];
  for (const path of [link, waiting])
    answers.push(await former.go(path), await former.post(path, { decision: "deny" }));
  const repeated = [await former.go(own), await former.post(own, approval)];

  expect([done.status, ...answers.map(({ status }) => status)]).toEqual([303, 403, 403, 403, 403]);
  expect(answers.flatMap((page) => saidBy(page, ["Ann Asker", "Cis Asker", "Vera Vos"]))).toEqual([]);
  expect(repeated.map(({ status, path }) => [status, path])).toEqual([
    [410, own],
    [303, "/en/tasks"],
  ]);
  expect([...answers, ...repeated].flatMap((page) => saidBy(page, ["Secret", "moved.example"]))).toEqual([]);
});
