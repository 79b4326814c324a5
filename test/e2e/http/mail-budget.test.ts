import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { atOnce } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { requestOwn } from "./accounts.ts";
import { type Managed, startManaged } from "./managed.ts";
import { advance, signedIn, sql } from "./world.ts";

let managed: Managed;
let { stage, colleagues, at, first, second, people, visitorOf } = {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, colleagues, at, first, second, people, visitorOf } = managed);
});
afterAll(() => stage.portal.stop());

const en = translator("en");
const roles = ["customer-user", "customer-administrator"] as const;

test("administrators who give and take a role at once, again and again, fill no colleague's mailbox", async () => {
  const reader = colleagues[3]!;
  await people(first, "associate", { email: reader.email, role: roles[0] });
  const turn = async (who: Visitor, number: number) => {
    const given = await people(who, number % 2 ? "take" : "give", { email: reader.email, role: roles[1] });
    return given.path;
  };

  const paths: string[] = [];
  for (let number = 0; number < 24; number += 1)
    paths.push(...(await Promise.all([turn(first, number), turn(second, number)])));
  const mails = await first.mailTo(reader.email);
  await advance(stage.portal, "PT2H");
  await stage.portal.cron();
  const [summary, ...before] = await first.mailTo(reader.email);
  const told = await first.go(paths.find((path) => path.includes("gathered"))!);

  expect(mails).toHaveLength(limits.mail.toOne);
  expect(before).toHaveLength(limits.mail.toOne);
  expect(summary).toMatchObject({ template: "summary", language: "en" });
  expect(summary!.text).not.toContain(colleagues[0]!.name);
  expect(paths[0]).toBe(at("people"));
  expect(told.find(".govuk-inset-text--information strong")).toHaveLength(1);
});

test("there is one summary a day, however much is gathered", async () => {
  const reader = colleagues[3]!;
  const summaries = async () => (await first.mailTo(reader.email, "summary")).length;
  for (let number = 0; number < 4; number += 1)
    await people(first, number % 2 ? "take" : "give", { email: reader.email, role: roles[1] });
  await advance(stage.portal, "PT3H");
  await stage.portal.cron();
  const sameDay = await summaries();
  await advance(stage.portal, "P1D");
  await atOnce(3, () => stage.portal.cron());

  expect([sameDay, await summaries()]).toEqual([1, 2]);
});

test("somebody who has had too many written to is refused at the form, and reads when to go on", async () => {
  const [last] = await sql(stage.portal)("select max(created_at) as at from outbox");
  const rows = Array.from({ length: limits.mail.byOne }, (_, number) => number);
  for (const number of rows)
    await sql(stage.portal)(
      `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at, mailbox, causer, causer_domain, invitation, problem)
       values (?, 'hand-over', 'x', 'en', 3, 's', 'h', 't', 'set-aside', 0, ?, 0, ?, ?, 'nowhere.example', 1, 'a test')`,
      `spent-${number}`,
      Number(last!["at"]),
      `spent-${number}@x.example`,
      colleagues[1]!.id,
    );

  const refused = await people(second, "associate", { email: "one.more@stage.example" });
  const spelled = await signedIn(stage.portal, colleagues[1]!.email.replace("@", "+other@"));
  const another = await spelled.post("/en/onboarding/hand-over", { email: "one.more@stage.example" });
  const decided = await people(second, "give", { email: colleagues[3]!.email, role: roles[1] });

  expect([refused.status, refused.errors]).toEqual([429, { form: "errors.tooManyMessages" }]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(80_000);
  expect([another.status, another.errors]).toEqual([429, { form: "errors.tooManyMessages" }]);
  expect(decided.status).toBe(303);
});

test("an invitation says nothing that its sender has typed, and can be refused for ever by one button", async () => {
  const invited = "nobody.yet@never.example";
  const eve = await signedIn(stage.portal, "eve@evil.example", "en", "Urgent Payment Due");
  await eve.post("/en/onboarding/hand-over", { email: invited, language: "nl" });
  const [mail] = await eve.mailTo(invited);
  const stranger = new Visitor(stage.portal.url);
  const address = new URL(mail!.links.at(-1)!).pathname;

  const asked = await stranger.go(address);
  const unchanged = await stranger.go(address);
  const done = await stranger.submit();
  const twice = await stranger.post(address, {});
  await eve.post("/en/onboarding/hand-over", { email: "nobody.yet+again@never.example" });
  const afterwards = [
    ...(await eve.mailTo(invited)),
    ...(await eve.mailTo("nobody.yet+again@never.example")),
  ];
  const refused = () => sql(stage.portal)("select 1 from unwanted");
  const before = await refused();
  await new Visitor(stage.portal.url).signIn(invited, "nl", "Nora Bodé");
  const lifted = await refused();
  await eve.post("/en/onboarding/hand-over", { email: invited });

  expect(mail).toMatchObject({ template: "hand-over", language: "nl" });
  expect(mail!.html + mail!.text + mail!.subject).not.toContain("Urgent");
  expect(mail!.text).toContain("eve@evil.example");
  expect([asked.state, unchanged.state, done.state, twice.status]).toEqual([
    "invited",
    "invited",
    "never",
    303,
  ]);
  expect([before.length, lifted.length]).toEqual([1, 0]);
  expect(afterwards).toHaveLength(1);
  expect(await eve.mailTo(invited, "hand-over")).toHaveLength(2);
});

test("what became of a message is told of colleagues' addresses only", async () => {
  const own = `missing@${colleagues[4]!.email.split("@")[1]!}`;
  const elsewhere = "missing@elsewhere.example";
  const visitor = visitorOf(colleagues[4]!);
  for (const email of [own, elsewhere]) await visitor.post("/en/onboarding/hand-over", { email });
  await sql(stage.portal)("update outbox set state = 'bounced' where recipient in (?, ?)", own, elsewhere);

  const page = await visitor.go("/en/onboarding/hand-over");
  const text = page.text.replace(/\s+/gu, " ");

  expect(text).toContain(`${own} Could not be delivered`);
  expect(text).toContain(`${elsewhere} Handed over`);

  const { text: before } = await visitor.go("/en/onboarding/hand-over");
  await sql(stage.portal)("update invitation set used_at = 1 where email = ?", elsewhere);
  expect((await visitor.go("/en/onboarding/hand-over")).text).toBe(before);
});

test("a stranger's invitation uses up none of colleagues', and no page says of a message that it was sent which was held back", async () => {
  const { portal } = stage;
  const vic = "vic@thornbury.example";
  const asking = async (email: string) => {
    const visitor = await signedIn(portal, email, "en", "Alex Asker");
    const authorization = { authority: "other", authorizerEmail: vic };
    return { visitor, page: await requestOwn(visitor, { authorization }) };
  };
  const mo = await signedIn(portal, "mo@pillarworks.example");
  await mo.post("/en/onboarding/hand-over", { email: vic });

  const bob = await asking("bob@thornbury.example");
  const sent = await bob.visitor.mailTo(vic, "account-to-activate");
  const bea = await asking("bea@thornbury.example");
  await bea.visitor.post("/en/onboarding/hand-over", { email: vic });
  const list = (await bea.visitor.go("/en/onboarding/hand-over")).text.replace(/\s+/gu, " ");
  const stranger = await asking("sam@elsewhere3.example");
  await advance(portal, "P61D");
  await portal.cron();

  const params = { account: "Atelier Nord", email: vic };
  const told = (how: "sent" | "withheld" | "asked") => en(`accounts.request.provisional.${how}`, params);
  expect(sent).toHaveLength(1);
  expect(bob.page.text).toContain(told("sent"));
  expect(bea.page.text).toContain(told("withheld"));
  expect(stranger.page.text).toContain(told("asked"));
  expect(list).toContain(`${vic} ${en("onboarding.handOver.states.withheld")}`);
  // The warning of the account that the one invitation is about, and of no other.
  expect(await bob.visitor.mailTo(vic, "account-expiring")).toHaveLength(1);
});

test("of a colleague who is suspended no page says that this person has never signed in", async () => {
  const sue = "sue@thornbury.example";
  await signedIn(stage.portal, sue, "en", "Sue Thorn");
  const suspend = (at: number | null) =>
    sql(stage.portal)("update person set disabled_at = ? where email = ?", at, sue);
  await suspend(1);
  const amy = await signedIn(stage.portal, "amy@thornbury.example", "en", "Amy Thorn");

  const page = await requestOwn(amy, { authorization: { authority: "other", authorizerEmail: sue } });
  await suspend(null);

  const told = (how: "withheld" | "asked") =>
    en(`accounts.request.provisional.${how}`, { account: "Atelier Nord", email: sue });
  expect([page.text.includes(told("asked")), page.text.includes(told("withheld"))]).toEqual([true, false]);
});

test("whoever gives and takes roles is counted alike, whatever becomes of the message", async () => {
  const outside = (name: string) => `${name}@elsewhere4.example`;
  const [came, never, full, suspended] = ["came", "never", "full", "suspended"].map(outside) as [
    string,
    string,
    string,
    string,
  ];
  for (const email of [came, full, suspended]) await signedIn(stage.portal, email, "en", "Cam Here");
  await sql(stage.portal)("update person set disabled_at = 1 where email = ?", suspended);
  const [last] = await sql(stage.portal)("select max(created_at) as at from outbox");
  for (let number = 0; number < limits.mail.toOne; number += 1)
    await sql(stage.portal)(
      `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at, mailbox, problem)
       values (?, 'access-changed', 'x', 'en', 3, 's', 'h', 't', 'set-aside', 0, ?, 0, ?, 'a test')`,
      `full-${number}`,
      Number(last!["at"]),
      full,
    );
  const mo = await signedIn(stage.portal, "mo@pillarworks.example");
  await mo.post("/en/onboarding/hand-over", { email: never });

  const counts = [];
  for (const email of [came, never, suspended, full]) {
    await people(first, "associate", { email, role: roles[0] });
    await people(first, "give", { email, role: roles[1] });
    const removed = await first.go((await people(first, "remove", { email })).path);
    const of = removed.find('input[name="of"]')[0]?.attributes["value"] ?? "";
    await people(first, "undo", { of });
    await first.post(at("administrators"), { action: "nominate", email });
    const [row] = await sql(stage.portal)(
      "select count(causer) as caused, count(mailbox) as sent from outbox where recipient = ? and operation_id is not null and causer is not (select id from person where email = 'mo@pillarworks.example')",
      email,
    );
    counts.push(row);
  }
  await stage.portal.cron();
  // What was said of the last act is said once.
  await first.go(at("administrators"));
  const { text } = await first.go(at("administrators"));
  const said = (email: string) =>
    text
      .slice(text.indexOf(email) + email.length)
      .split(/\S+@/u)[0]!
      .replace(/\d+/gu, "#");
  await sql(stage.portal)("update person set disabled_at = null where email = ?", suspended);

  expect([text.includes(suspended), said(never), said(suspended)]).toEqual([true, said(came), said(came)]);
  expect(counts).toEqual([
    { caused: 5, sent: 5 },
    { caused: 5, sent: 0 },
    { caused: 5, sent: 0 },
    { caused: 5, sent: 0 },
  ]);
});

test("every invariant holds at the end", async () => {
  expect(await violationsIn({ url: stage.portal.databaseUrl })).toEqual([]);
});
