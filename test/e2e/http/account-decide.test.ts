import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import {
  administratorsOf,
  askedInDutch,
  askFor,
  choices,
  places,
  rolesIn,
  sendRepeated,
  type Tongue,
} from "./accounts-world.ts";
import { signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let els: Visitor;
let tom: Visitor;
let number = 0;
const [elsAt, tomAt] = administratorsOf("nl") as [string, string];

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  [els, tom] = await Promise.all([signedIn(portal, elsAt, "nl"), signedIn(portal, tomAt, "nl")]);
});
afterAll(() => portal.stop());

const asked = () => askedInDutch(portal, `Colleague ${(number += 1)}`);
const rolesOf = (email: string) => rolesIn(portal, email);

test.each(Object.keys(places) as Tongue[])(
  "in %s: by link, for the whole account; the requester reads of it in the own language",
  async (tongue) => {
    const { asker: email, domain } = places[tongue];
    const asker = await signedIn(portal, email, tongue);
    await askFor(asker, tongue);
    const [first] = administratorsOf(tongue);
    const decider = await signedIn(portal, first!, tongue);

    const page = await decider.go(await decider.linkTo(first!, "request-to-decide"));
    const done = await decider.submit({ decision: "approve", role: "smart-account-viewer", scope: "all" });
    const [mail] = await asker.mailTo(email, "access-granted");
    const access = await asker.go(`/${tongue}/accounts`);

    expect([page.status, page.state]).toEqual([200, "decideRequest"]);
    expect([done.page, done.state]).toEqual(["account-request", "approved"]);
    expect(done.path).toContain(`/accounts/${domain}/requests/`);
    expect([mail!.language, mail!.text.includes(domain)]).toEqual([tongue, true]);
    expect([access.state, access.text.includes(domain)]).toEqual(["accounts-some", true]);
    expect(await rolesOf(email)).toEqual([["smart-account-viewer", null]]);
  },
);

test("for some virtual accounts, a role in each; the message names them", async () => {
  const { email, link } = await asked();
  const page = await els.go(link);
  const [, antwerpen, genk] = choices(page, "scope") as [string, string, string];

  const done = await sendRepeated(els, link, [
    ["decision", "approve"],
    ["role", "virtual-account-user"],
    ["scope", antwerpen],
    ["scope", genk],
    ["scope", genk],
  ]);
  const [mail] = await els.mailTo(email, "access-granted");
  const [request] = await database(
    "select a.id from access_request a join person p on p.id = a.requester_id where p.email = ?",
    email,
  );
  const own = await (await signedIn(portal, email, "en")).go(`/en/requests/${String(request!["id"])}`);

  expect(done.status).toBe(303);
  expect(own.text).toContain("Antwerpen, Genk");
  expect(await rolesOf(email)).toEqual([
    ["virtual-account-user", "Antwerpen"],
    ["virtual-account-user", "Genk"],
  ]);
  expect([mail!.language, mail!.subject.includes("Antwerpen, Genk")]).toEqual(["en", true]);
});

test("scope and role that do not fit are refused at their fields, what was chosen is kept", async () => {
  const { link, email } = await asked();
  const page = await els.go(link);
  const [, part] = choices(page, "scope") as [string, string];
  const send = (role: string, ...scope: string[]) =>
    sendRepeated(els, link, [
      ["decision", "approve"],
      ["role", role],
      ...scope.map((one) => ["scope", one] as [string, string]),
    ]);

  const answers = [
    await send("virtual-account-user"),
    await send("smart-account-user", "all", part),
    await send("smart-account-user", part),
    await send("virtual-account-user", "all"),
    await send("virtual-account-user", "another"),
    await send("customer-user", "all"),
  ];

  expect(answers.map(({ status, errors }) => [status, errors])).toEqual([
    [422, { scope: "account.grant.errors.scopeRequired" }],
    [422, { scope: "account.grant.errors.scopeBoth" }],
    [422, { role: "account.grant.errors.roleOfWhole" }],
    [422, { role: "account.grant.errors.roleOfPart" }],
    [422, { scope: "account.grant.errors.scopeUnknown" }],
    [422, { role: "account.grant.errors.roleRequired" }],
  ]);
  expect(answers[2]!.body).toMatch(new RegExp(`value="${part}" checked`, "u"));
  expect(await rolesOf(email)).toEqual([]);
});

test("a field that may not repeat is refused where another may", async () => {
  const { link } = await asked();

  const answer = await sendRepeated(els, link, [
    ["decision", "approve"],
    ["decision", "deny"],
    ["scope", "all"],
  ]);

  expect(answer.status).toBe(400);
});

test("denied without a reason, and with one that the requester reads", async () => {
  const [silent, told] = [await asked(), await asked()];

  const without = await els.post(silent.link, { decision: "deny" });
  const withReason = await els.post(told.link, { decision: "deny", comment: "You belong to another team." });
  const mails = await Promise.all(
    [silent, told].map(({ email, asker }) => asker.mailTo(email, "access-denied")),
  );
  const seen = await told.asker.go(`/en/requests/${told.id}`);

  expect([without, withReason].map(({ status, path }) => [status, path])).toEqual(
    Array(2).fill([303, "/nl/tasks"]),
  );
  expect(mails.map(([mail]) => mail!.language)).toEqual(["en", "en"]);
  expect([mails[1]![0]!.text, seen.text].every((text) => text.includes("another team"))).toBe(true);
});

test("signed in at the account, without the link; a second decision says who was first", async () => {
  const { email, id, link } = await asked();
  const tomsLink = await tom.linkTo(tomAt, "request-to-decide");
  const list = await tom.go(`/nl/accounts/noorderkaai.example/requests`);

  await tom.go(`/nl/accounts/noorderkaai.example/requests/${id}`);
  const done = await tom.submit({ decision: "approve", role: "smart-account-user", scope: "all" });
  const late = await els.post(link, { decision: "deny" });
  const [lateLook, own] = [await els.go(link), await tom.go(tomsLink)];

  expect(list.text).toContain(email.replace(/@.*/u, "").replace("colleague.", "Colleague "));
  expect([done.status, done.state]).toEqual([200, "approved"]);
  expect([late.status, lateLook.status, own.status]).toEqual([409, 410, 410]);
  expect(late.text).toContain("Tom Maes");
  expect(await rolesOf(email)).toEqual([["smart-account-user", null]]);
});

test("a question is answered by link and comes back to both administrators, who may then decide", async () => {
  const { email, asker, id, link } = await asked();

  const question = await els.post(link, { decision: "ask", comment: "Which team are you in?" });
  const [letter] = await asker.mailTo(email, "information-asked");
  await asker.go(await asker.linkTo(email, "information-asked"));
  const answered = await asker.submit({ answer: "The night shift." });
  const received = await Promise.all([elsAt, tomAt].map((to) => asker.mailTo(to, "answer-received")));
  const state = await asker.go(`/en/requests/${id}`);
  await tom.go(await tom.linkTo(tomAt, "answer-received"));
  const done = await tom.submit({ decision: "approve", role: "smart-account-user", scope: "all" });

  expect([question.status, letter!.language, letter!.text.includes("Which team")]).toEqual([303, "en", true]);
  expect([answered.path, state.state]).toEqual(["/en/tasks", "pending"]);
  expect(received.map(([mail]) => [mail!.language, mail!.text.includes("night shift")])).toEqual(
    Array(2).fill(["nl", true]),
  );
  expect([done.page, done.state]).toEqual(["account-request", "approved"]);
});

test("nobody decides without the role of administrator of the whole account, which is what was asked for", async () => {
  const { id, link } = await asked();
  const decision = { decision: "approve", role: "smart-account-user", scope: "all" };
  const page = `/nl/accounts/noorderkaai.example/requests/${id}`;
  const people = await Promise.all(
    ["hanne.vos@noorderkaai.example", "joris.baert@noorderkaai.example", places.fr.members[0].email].map(
      (email) => signedIn(portal, email, "nl"),
    ),
  );

  const [user, part, elsewhere] = await Promise.all(
    people.map(async (person) => [
      (await person.post(page, decision)).status,
      (await person.request("GET", page)).status,
      (await person.post(link, decision)).status,
    ]),
  );

  expect([user, part, elsewhere]).toEqual([
    [403, 403, 403],
    [404, 404, 403],
    [404, 404, 403],
  ]);
  expect(await database("select state from access_request where id = ?", id)).toEqual([
    expect.objectContaining({ state: "pending" }),
  ]);
});

test("an administrator who is one no more cannot use the link", async () => {
  const { link } = await asked();
  await database(
    "update role set ended_at = 1 where person_id = 'demo-els-wouters' and role = 'smart-account-administrator'",
  );

  const answer = await els.post(link, { decision: "approve", role: "smart-account-user", scope: "all" });
  await database(
    "update role set ended_at = null where person_id = 'demo-els-wouters' and role = 'smart-account-administrator'",
  );

  expect(answer.status).toBe(403);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
