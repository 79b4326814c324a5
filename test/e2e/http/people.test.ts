import { afterAll, beforeAll, expect, test } from "vitest";
import type { Write } from "#db/client.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import { offices } from "#test/helpers/offices.ts";
import { type Answer, textOf, unescape, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sendFile } from "./devices.ts";
import { type Managed, startManaged } from "./managed.ts";
import { sql } from "./world.ts";

const en = translator("en");

let managed: Managed;
let { stage, here, colleagues, visitorOf, at, first, second, people, administrators, audited } =
  {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, here, colleagues, visitorOf, at, first, second, people, administrators, audited } = managed);
});
afterAll(() => managed.stage.portal.stop());

const colleague = (who: string) => `${who}@${colleagues[0]!.email.split("@")[1]!}`;
const emailsIn = (page: Answer) =>
  page.find("tbody tr").map((row) => /[^\s()]+@[^\s()]+/u.exec(textOf(row))?.[0] ?? "");

/** Those of a page of the list and of all behind it. */
async function allFrom(reader: Visitor, page: Answer): Promise<string[]> {
  const next = page.find('nav a[href*="after="]')[0]?.attributes["href"];
  // By an address of the page and no id, which would outlast the address.
  if (next)
    expect(emailsIn(page)).toContain(new URL(unescape(next), stage.portal.url).searchParams.get("after"));
  return [...emailsIn(page), ...(next ? await allFrom(reader, await reader.go(unescape(next))) : [])];
}
const stateIn = (page: Answer) => page.find("tbody .govuk-tag").map(textOf);

test("somebody new is associated by address, written to in the chosen language, and it is on record", async () => {
  const answer = await people(first, "associate", {
    email: "  Zoé.Lambert+portal@Société-Nouvelle.example ",
    language: "fr",
    role: "customer-administrator",
  });
  const email = normalizeEmail("zoé.lambert+portal@société-nouvelle.example")!;
  const [mail] = await first.mailTo(email);
  const page = await first.go(at("people"));

  expect([answer.status, answer.path]).toEqual([303, at("people")]);
  expect(mail).toMatchObject({ template: "access-granted", language: "fr", to: email });
  expect(mail!.text).toContain(translator("fr")("roles.customer-administrator"));
  expect(mail!.text).toContain(colleagues[0]!.email);
  expect(mail!.text).not.toContain(colleagues[0]!.name);
  expect(page.text).toContain(email);
  expect(await audited("person.associate")).toEqual({
    actor: colleagues[0]!.id,
    from_state: null,
    to_state: "customer-administrator",
    refusal: null,
  });
});

test("the person signs in with that address and finds the organization, in the chosen language", async () => {
  const zoe = new Visitor(stage.portal.url);
  const portal = await zoe.signIn("zoé.lambert+portal@société-nouvelle.example", "fr", "Zoé Lambert");

  expect(portal).toMatchObject({ page: "portal", state: "in" });
  expect(portal.find(`a[href="/fr/organizations/${here}"]`)).toHaveLength(1);
});

test("a profile's own language wins over the chosen one", async () => {
  await people(first, "associate", { email: colleagues[3]!.email, language: "nl" });
  const [mail] = await first.mailTo(colleagues[3]!.email, "access-granted");

  expect(mail).toMatchObject({ language: "en" });
});

test("without a chosen language it is the asker's own", async () => {
  await sql(stage.portal)("update person set language = 'nl' where id = ?", colleagues[1]!.id);
  await people(second, "associate", { email: "nieuw@stage.example" });
  const [mail] = await first.mailTo("nieuw@stage.example", "access-granted");

  expect(mail).toMatchObject({ language: "nl" });
});

test("the same again changes nothing and is answered as the first time", async () => {
  const before = (await first.mailTo(colleagues[3]!.email)).length;
  const answer = await people(first, "associate", { email: colleagues[3]!.email });
  const after = (await first.mailTo(colleagues[3]!.email)).length;

  expect(answer.status).toBe(303);
  expect(after).toBe(before);
});

test.each([
  [{ email: "" }, { email: "organization.errors.emailRequired" }],
  [{ email: "no address" }, { email: "organization.errors.emailMalformed" }],
  [{ email: "someone@gmail.com" }, { email: "organization.errors.emailPersonal" }],
  [{ email: "a@b.example", language: "qaa" }, { language: "organization.errors.languageUnknown" }],
  [{ email: "a@b.example", role: "smart-account-user" }, { role: "organization.errors.roleRequired" }],
])("%j is refused at its field and shown again", async (fields: Record<string, string>, errors) => {
  const answer = await people(first, "associate", fields);

  expect([answer.status, answer.page, answer.errors]).toEqual([422, "people", errors]);
  expect(answer.find('input[id="email"]')[0]!.attributes["value"]).toBe(fields["email"]);
});

test("a role is given and taken; the person is told each time, and it is on record", async () => {
  const { email } = colleagues[3]!;
  const given = await people(first, "give", { email: email.toUpperCase(), role: "customer-administrator" });
  const toldOfGiving = await audited("role.give");
  const taken = await people(second, "take", { email, role: "customer-administrator" });
  const toldOfTaking = await audited("role.take");
  const mails = await first.mailTo(email, "access-changed");

  expect([given.status, taken.status]).toEqual([303, 303]);
  expect(toldOfGiving).toMatchObject({ actor: colleagues[0]!.id, to_state: "customer-administrator" });
  expect(toldOfTaking).toMatchObject({
    actor: colleagues[1]!.id,
    from_state: "customer-administrator",
    to_state: "ended",
  });
  expect(mails).toHaveLength(2);
  expect(mails[0]!.text).toContain(`${en("emails.facts.ended")}: ${en("roles.customer-administrator")}`);
});

test.each([
  ["give", "stranger@stage.example", "organization.errors.notHere"],
  ["take", "stranger@stage.example", "organization.errors.roleNotHere"],
  ["remove", "stranger@stage.example", "organization.errors.notHere"],
])("%s for somebody who is not here is refused: %s", async (action, email, key) => {
  const answer = await people(first, action, { email, role: "customer-user" });

  expect([answer.status, answer.errors]).toEqual([422, { form: key }]);
});

test("what comes from above is shown as such and can only be changed there", async () => {
  const page = await first.go(at("people"));
  const taken = await people(first, "take", { email: colleagues[2]!.email, role: "customer-user" });
  const removed = await people(first, "remove", { email: colleagues[2]!.email });

  expect(page.text).toContain(colleagues[2]!.email);
  expect([taken.status, taken.errors]).toEqual([422, { form: "organization.errors.roleNotHere" }]);
  expect([removed.status, removed.errors]).toEqual([422, { form: "organization.errors.inherited" }]);
});

test("a manager gives roles, and what only administrators may is refused and on record", async () => {
  const { email } = colleagues[3]!;
  await people(first, "give", { email, role: "customer-administrator" });
  const manager = visitorOf(colleagues[3]!);
  const page = await manager.go(at("people"));
  const given = await people(manager, "associate", { email: "by.manager@stage.example" });
  const refused = await people(manager, "remove", { email: colleagues[0]!.email });
  const nominated = await administrators(manager, "nominate", { email });

  expect(page).toMatchObject({ status: 200, state: "associating" });
  expect(page.find('button[value="remove"]')).toHaveLength(0);
  expect([given.status, refused.status, nominated.status]).toEqual([303, 403, 403]);
  expect(await audited("person.remove")).toMatchObject({ actor: colleagues[3]!.id, refusal: "forbidden" });
});

test("removing ends every role here at once", async () => {
  const { email } = colleagues[3]!;
  const answer = await people(first, "remove", { email });
  const again = await people(first, "remove", { email });
  const away = await visitorOf(colleagues[3]!).go(at("people"));

  expect([answer.status, again.status, away.status]).toEqual([303, 303, 404]);
  expect(await audited("person.remove")).toMatchObject({ actor: colleagues[0]!.id, to_state: "ended" });
});

test("an address that several name at once becomes one person", async () => {
  const email = "at.once@stage.example";
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => people(first, "associate", { email })),
    ...Array.from({ length: 4 }, () =>
      people(second, "associate", { email, role: "customer-administrator" }),
    ),
  ]);
  const rows = await sql(stage.portal)(
    `select count(distinct p.id) as people, count(*) as roles from role g join person p on p.id = g.person_id
      where p.email = ?`,
    email,
  );

  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303));
  expect({ ...rows[0] }).toEqual({ people: 1, roles: 2 });
});

test("among many one looks for somebody, and pages through", async () => {
  const crowd = await stage.people(await stage.company(), 60);
  const writes: Write[] = [];
  const { give } = offices((more) => Promise.resolve(writes.push(...more)));
  for (const one of crowd) await give(one, here, "customer-user");
  await stage.write(writes);
  const all = await first.go(at("people"));
  const found = await first.go(at(`people?person=${crowd[7]!.email.toUpperCase()}`));
  const role = await first.go(at("people?role=delegated-administrator"));
  const nobody = await first.go(at("people?person=%3Cb%3E&role=%27&state=x&after=x"));
  const named = await allFrom(first, all);

  expect(emailsIn(all)).toHaveLength(limits.people.perPage);
  expect(named).toEqual([...new Set(named)]);
  expect(crowd.filter(({ email }) => !named.includes(email))).toEqual([]);
  expect(all.text).toContain(`${named.length} people`);
  expect(emailsIn(found)).toEqual([crowd[7]!.email]);
  expect(emailsIn(role).sort()).toEqual([colleagues[0]!.email, colleagues[1]!.email].sort());
  expect(emailsIn(nobody)).toEqual([]);
  expect(nobody.find("main b")).toHaveLength(0);
});

test("a colleague who was invited and has not come is told apart, and can be looked for", async () => {
  const email = colleague("later");
  await people(first, "associate", { email, language: "fr" });
  const becomes = (state: string) =>
    sql(stage.portal)("update outbox set state = ? where recipient = ?", state, email);
  await becomes("delivered");
  const delivered = await first.go(at("people?state=invited"));
  await becomes("bounced");
  const bounced = await first.go(at("people?state=invited"));

  expect(emailsIn(delivered)).toEqual([email]);
  expect(stateIn(delivered)).toEqual([en("organization.people.invitation.delivered")]);
  expect(stateIn(bounced)).toEqual([en("organization.people.invitation.failed")]);
});

test("the invitation is sent once more, in the portal's own words, and not a third time", async () => {
  const email = colleague("later");
  const sent = await people(second, "invite", { email });
  const told = await second.go(sent.path);
  const again = await people(second, "invite", { email });
  const mails = await first.mailTo(email);

  expect([sent.status, told.find(".govuk-inset-text--success").length]).toEqual([303, 1]);
  expect([again.status, again.errors]).toEqual([422, { form: "organization.errors.invitedAgain" }]);
  expect(mails.map(({ template, language }) => [template, language])).toEqual(
    Array(2).fill(["access-granted", "fr"]),
  );
  expect(mails[0]!.text).toContain(colleagues[1]!.email);
  expect(mails[0]!.text).not.toContain(colleagues[1]!.name);
  expect(told.find('button[value="invite"]').length).toBe(again.find('button[value="invite"]').length);
  expect(await audited("person.invite")).toMatchObject({ actor: colleagues[1]!.id, refusal: null });
});

test("of a stranger the page tells neither whether they have come nor what became of the message", async () => {
  const [come, away] = ["come@elsewhere.example", "away@elsewhere.example"] as const;
  for (const email of [come, away]) await people(first, "associate", { email });
  await new Visitor(stage.portal.url).signIn(come, "en", "Strange Visitor");
  await sql(stage.portal)("update outbox set state = 'bounced' where recipient = ?", away);
  const rowOf = async (email: string) => {
    const page = await first.go(at(`people?person=${email}`));
    return textOf(page.find("tbody tr")[0]).replaceAll(email, "x");
  };
  const rows = [await rowOf(come), await rowOf(away)];
  const searched = await first.go(at("people?person=Strange"));
  const invited = await first.go(at("people?state=invited"));
  const before = (await first.mailTo(come)).length;
  const answers = [];
  for (const email of [come, away]) {
    const { status, path } = await people(first, "invite", { email });
    const [said] = (await first.go(path)).find(".govuk-inset-text--success");
    answers.push([status, path, textOf(said).replaceAll(email, "x")]);
  }

  expect(rows[0]).toBe(rows[1]);
  expect(emailsIn(searched)).toEqual([]);
  expect(emailsIn(invited)).not.toContain(away);
  expect(answers[0]).toEqual(answers[1]);
  expect((await first.mailTo(come)).length).toBe(before);
  expect(await first.mailTo(away)).toHaveLength(2);
});

test("nobody is invited again who holds nothing here, nor by whoever may not", async () => {
  const nobodyHere = await people(first, "invite", { email: colleague("nobody.here") });
  const reader = visitorOf(colleagues[2]!);
  const byReader = await people(reader, "invite", { email: colleague("later") });
  const byStranger = await people(visitorOf(colleagues[4]!), "invite", { email: colleague("later") });

  expect([nobodyHere.status, nobodyHere.errors]).toEqual([422, { form: "organization.errors.notHere" }]);
  expect([byReader.status, byStranger.status]).toEqual([403, 404]);
});

test("whoever was nominated and never came is sent the nomination once more, with the same link", async () => {
  const email = colleague("nominated");
  await administrators(first, "nominate", { email });
  await people(first, "invite", { email });
  const mails = await first.mailTo(email, "accept-terms");

  expect(mails).toHaveLength(2);
  expect(mails[0]!.links[0]).toBe(mails[1]!.links[0]);
});

test("whoever never came is invited once, and loses what was given without a word", async () => {
  const email = "flooded@stage.example";
  for (let turn = 0; turn < 3; turn += 1) {
    await people(first, "associate", { email });
    await people(first, "remove", { email });
  }

  expect((await first.mailTo(email)).map(({ template }) => template)).toEqual(["access-granted"]);
});

test("an organization is found by its id, whatever characters that has", async () => {
  const id = "a/b %2F+ç?&#";
  await sql(stage.portal)(
    "insert into organization (id, parent_id, name, street, city, postal_code, region, country) values (?, ?, 'Odd', '', '', '', '', 'BE')",
    id,
    here,
  );
  const overview = await first.go(`/en/organizations/${here}`);
  const odd = await first.go(`/en/organizations/${encodeURIComponent(id)}/people`);
  const associated = await first.submit({ action: "associate", email: "odd@stage.example" });

  expect(overview.find(`a[href="/en/organizations/${encodeURIComponent(id)}"]`)).toHaveLength(1);
  expect([odd.status, odd.page]).toEqual([200, "people"]);
  expect([associated.status, associated.path]).toEqual([
    200,
    `/en/organizations/${encodeURIComponent(id)}/people`,
  ]);
  expect(associated.text).toContain("odd@stage.example");
});

test("whoever associates somebody who can no longer sign in is answered as ever; nobody is told of it", async () => {
  const { id, email } = colleagues[5]!;
  await sql(stage.portal)("update person set disabled_at = 1 where id = ?", id);
  const told = (await first.mailTo(email)).length;

  const associated = await people(first, "associate", { email });
  const given = await people(first, "give", { email, role: "customer-administrator" });
  const nominated = await administrators(first, "nominate", { email });
  const tools = await sql(stage.portal)("select 1 from provisioning where person_id = ?", id);
  await stage.portal.cron();
  const listed = await first.go(at("administrators"));

  expect([associated, given, nominated].map(({ status }) => status)).toEqual([303, 303, 303]);
  expect((await first.mailTo(email)).length).toBe(told);
  expect(tools).toEqual([]);
  expect(listed.text).toContain(email);
});

test("several colleagues are named at once, looked at first, and told apart afterwards", async () => {
  const names = Array.from({ length: 60 }, (_, number) => colleague(`several.${number}`));
  const emails = ["Name;Email", ...names.map((email, at) => `"Somebody, ${at}";<${email}>`)].concat(
    names[3]!.toUpperCase(),
    "me@gmail.com",
    "not an address",
    colleagues[0]!.email,
  );
  const fields = { emails: emails.join("\r\n"), role: "customer-administrator", language: "nl" };
  const asked = await second.post(at("people"), { action: "associate-several", ...fields });
  const before = await second.go(at(`people?person=several.`));
  await second.post(at("people"), { action: "associate-several", ...fields });
  const report = await second.submit();
  const reported = await allFrom(second, report);
  const written = await Promise.all(names.map((email) => second.mailTo(email)));

  expect([asked.status, asked.state]).toEqual([200, "check"]);
  expect(asked.text).toContain(en("acts.associateSeveral.new", { count: 60 }));
  expect(asked.text).toContain("Line 62, SEVERAL.3@");
  expect(asked.text).toContain(
    en("acts.associateSeveral.unfit.Personal", { line: 63, text: "me@gmail.com" }),
  );
  expect(asked.text).toContain(
    en("acts.associateSeveral.unfit.Malformed", { line: 64, text: "not an address" }),
  );
  expect(asked.text).toContain(en("acts.associateSeveral.already", { count: 1 }));
  expect(emailsIn(before)).toEqual([]);
  expect(reported.toSorted()).toEqual(names.toSorted());
  expect(written.filter(({ length }) => length > 0).length).toBeLessThanOrEqual(50);
  expect(written.flat().every(({ language }) => language === "nl")).toBe(true);
});

test.each([
  [
    { emails: Array.from({ length: 201 }, (_, number) => `n${number}@x.example`).join("\n") },
    { emails: "organization.errors.tooManyAddresses" },
  ],
  [
    { emails: " \n", role: "nothing" },
    { emails: "organization.errors.noAddresses", role: "organization.errors.roleRequired" },
  ],
])("of several what is wrong is told at once (%#)", async (fields: Record<string, string>, errors) => {
  const answer = await second.post(at("people"), {
    action: "associate-several",
    role: "customer-user",
    ...fields,
  });

  expect([answer.status, answer.errors]).toEqual([422, errors]);
});

test("several are named by a file too, with those that were typed", async () => {
  const fields = { action: "associate-several", role: "customer-user", language: "nl", mode: "" };
  const list = "Nom;E-mail\r\nAnaïs;filed.one@listed.example\r\nBo;filed.two@listed.example\r\nCy;nobody\r\n";

  const asked = await sendFile(first, at("people"), list, { ...fields, emails: "typed@listed.example" });
  const report = await first.submit();
  const empty = await sendFile(first, at("people"), "", fields);
  const spreadsheet = await sendFile(first, at("people"), "PK\u0003\u0004", fields);
  const large = await sendFile(first, at("people"), "x".repeat(300 * 1024), fields);

  expect([asked.status, asked.state]).toEqual([200, "check"]);
  expect(asked.text).toContain("3 addresses get the role");
  expect(asked.text).toContain("Cy;nobody: not an email address");
  expect(emailsIn(report).sort()).toEqual([
    "filed.one@listed.example",
    "filed.two@listed.example",
    "typed@listed.example",
  ]);
  expect([empty.status, empty.errors]).toEqual([422, { emails: "organization.errors.noAddresses" }]);
  for (const refused of [spreadsheet, large])
    expect([refused.status, refused.errors]).toEqual([422, { file: "organization.errors.listUnreadable" }]);
});

test("every invariant holds after all that", async () => {
  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});
