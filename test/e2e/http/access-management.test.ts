import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Write } from "../../../db/client.ts";
import { normalizeEmail } from "../../../src/domain/email.ts";
import { translator } from "../../../src/i18n/translator.ts";
import { offices } from "../../helpers/offices.ts";
import { type Colleague, startStage, type Stage } from "../../helpers/stage.ts";
import { Visitor } from "../../helpers/visitor.ts";
import { violationsIn } from "../../oracle/invariants.ts";
import { agents, sql } from "./world.ts";

let stage: Stage;
let here: string;
let first: Visitor;
let second: Visitor;
let colleagues: readonly Colleague[];
beforeAll(async () => {
  stage = await startStage({ env: { PORTAL_AGENTS: agents.join(",") } });
  const company = await stage.company();
  here = company.middle;
  colleagues = await stage.people(company, 6);
  const writes: Write[] = [];
  const { claim, nominate, give, vacancy } = offices((more) => Promise.resolve(writes.push(...more)));
  await claim(colleagues[0]!, here, company);
  await nominate(colleagues[1]!, here, colleagues[0]!);
  await give(colleagues[2]!, company.root, "customer-user");
  await vacancy(company.root);
  await stage.write(writes);
  [first, second] = [visitorOf(colleagues[0]!), visitorOf(colleagues[1]!)];
});
afterAll(() => stage.portal.stop());

function visitorOf({ cookie }: Colleague) {
  const visitor = new Visitor(stage.portal.url);
  visitor.cookies.set("session", cookie.replace(/^session=/u, ""));
  return visitor;
}

const at = (part: string, language = "en") => `/${language}/organizations/${here}/${part}`;
const people = (who: Visitor, action: string, fields: Record<string, string>) =>
  who.post(at("people"), { action, ...fields });
const administrators = (who: Visitor, action: string, fields: Record<string, string> = {}) =>
  who.post(at("administrators"), { action, ...fields });

/** What the record says last about something, of one kind of action. */
const audited = async (action: string) => {
  const rows = await sql(stage.portal)(
    "select actor, from_state, to_state, refusal from audit_event where action = ? order by id desc limit 1",
    action,
  );
  return rows[0] && { ...rows[0] };
};

const say = (sentence: string) => sentence.replace(/\s/gu, " ");

describe("people", () => {
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
    [{ email: "a@b.example", language: "de" }, { language: "organization.errors.languageUnknown" }],
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
    expect(mails[0]!.text).toContain(
      translator("en")("emails.access-changed.ended", { role: "Customer Administrator" }),
    );
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

  test("nobody is associated who can no longer sign in", async () => {
    await sql(stage.portal)("update person set disabled_at = 1 where id = ?", colleagues[5]!.id);
    const answer = await people(first, "associate", { email: colleagues[5]!.email });

    expect([answer.status, answer.errors]).toEqual([422, { email: "errors.personDisabled" }]);
  });
});

describe("administrators", () => {
  let nominee: Visitor;
  beforeAll(() => {
    nominee = visitorOf(colleagues[4]!);
  });

  test("a nominee is written to by name of the nominator, stands last and does not decide yet", async () => {
    const { email } = colleagues[4]!;
    const answer = await administrators(first, "nominate", { email });
    const again = await administrators(first, "nominate", { email });
    const [mail] = await first.mailTo(email, "accept-terms");
    const page = await first.go(at("administrators"));
    const overview = await nominee.go(`/en/organizations/${here}`);

    expect([answer.status, again.status]).toEqual([303, 303]);
    expect(mail!.subject).toContain(colleagues[0]!.name);
    expect(page.text).toContain(translator("en")("organization.seats.notAccepted"));
    expect(overview).toMatchObject({ status: 200, state: "nominated" });
    expect((await nominee.go(at("people"))).status).toBe(403);
    expect(await audited("seat.nominate")).toMatchObject({ to_state: "nomination" });
  });

  test("the terms are read from To do; once they are accepted the nominee decides and the others are told", async () => {
    const tasks = await nominee.go("/en/tasks");
    const link = await nominee.linkTo(colleagues[4]!.email, "accept-terms");
    await nominee.go(link);
    const accepted = await nominee.submit({ acceptTerms: "yes" });
    const page = await nominee.go(at("administrators"));
    const [told] = await first.mailTo(colleagues[0]!.email, "administrator-changed");
    const [other] = await first.mailTo(colleagues[1]!.email, "administrator-changed");

    expect(tasks.find(`a[href="${link}"]`)).toHaveLength(1);
    expect(accepted).toMatchObject({ status: 200, page: "organization-detail", state: "manager" });
    expect(page).toMatchObject({ status: 200, state: "several" });
    expect([told!.language, other!.language]).toEqual(["en", "nl"]);
    expect(told!.text).toContain(colleagues[4]!.name);
  });

  test("an administrator cannot be nominated again", async () => {
    const answer = await administrators(first, "nominate", { email: colleagues[4]!.email });

    expect([answer.status, answer.errors]).toEqual([
      422,
      { email: "organization.errors.alreadyAdministrator" },
    ]);
  });

  test("the list is put in order, and it is on record", async () => {
    const answer = await administrators(second, "order", { email: colleagues[4]!.email, position: "1" });
    const rows = await sql(stage.portal)(
      "select person_id, position from seat where organization_id = ? and ended_at is null order by position",
      here,
    );

    expect(answer.status).toBe(303);
    expect(rows.map((row) => [row["person_id"], row["position"]])).toEqual([
      [colleagues[4]!.id, 1],
      [colleagues[0]!.id, 2],
      [colleagues[1]!.id, 3],
    ]);
    expect(await audited("seat.order")).toMatchObject({ from_state: "3", to_state: "1" });
  });

  test.each([
    [{ position: "0" }, "organization.errors.positionRange"],
    [{ position: "4" }, "organization.errors.positionRange"],
    [{ position: "first" }, "organization.errors.positionRange"],
  ])("%j is no place on the list", async (fields, key) => {
    const answer = await administrators(first, "order", { email: colleagues[4]!.email, ...fields });

    expect([answer.status, answer.errors]).toEqual([422, { form: key }]);
  });

  test("somebody who is not on the list has no place there", async () => {
    const answer = await administrators(first, "order", { email: colleagues[2]!.email, position: "1" });

    expect([answer.status, answer.errors]).toEqual([422, { form: "organization.errors.notOnList" }]);
  });

  test("stepping down ends the seat only; the others are told", async () => {
    const answer = await administrators(first, "step-down");
    const page = await first.go(`/en/organizations/${here}`);
    const [told] = await second.mailTo(colleagues[1]!.email, "administrator-changed");

    expect([answer.status, answer.path]).toEqual([303, "/en/organizations"]);
    expect(page).toMatchObject({ status: 200, state: "manager" });
    expect((await first.go(at("administrators"))).status).toBe(403);
    expect(told!.text).toContain(
      say(
        translator("nl")("emails.administrator-changed.steppedDown", {
          name: colleagues[0]!.name,
          organization: `Middle ${here.replace("middle-", "")}`,
        }),
      ),
    );
    expect(await audited("seat.stepDown")).toMatchObject({ actor: colleagues[0]!.id, to_state: "ended" });
  });

  test("whoever removes an administrator tells the others; the removed one is out at once", async () => {
    const answer = await people(nominee, "remove", { email: colleagues[1]!.email });

    expect(answer.status).toBe(303);
    expect((await second.go(at("people"))).status).toBe(404);
    expect(await first.mailTo(colleagues[1]!.email, "access-changed")).toHaveLength(1);
  });

  test("the last administrator can neither step down nor be removed, and is told what to do", async () => {
    const left = await administrators(nominee, "step-down");
    const removed = await people(nominee, "remove", { email: colleagues[4]!.email });

    expect([left.status, left.errors]).toEqual([422, { handOver: "organization.errors.lastAdministrator" }]);
    expect([removed.status, removed.errors]).toEqual([
      422,
      { form: "organization.errors.lastAdministrator" },
    ]);
    expect(left.find('input[name="handOver"]')).toHaveLength(1);
  });

  test("the last administrator hands over to an agent, who gets a case in the same moment", async () => {
    const answer = await administrators(nominee, "step-down", { handOver: "yes" });
    const [review] = await sql(stage.portal)(
      "select kind, subject_id, state, reasons from review where organization_id = ?",
      here,
    );
    const mails = await Promise.all(agents.map((agent) => nominee.mailTo(agent, "review-waiting")));

    expect(answer.status).toBe(303);
    expect({ ...review }).toEqual({
      kind: "vacancy",
      subject_id: here,
      state: "open",
      reasons: '["nobodyDecides"]',
    });
    expect(mails.map((some) => some.length)).toEqual([1, 1]);
  });
});

test("every invariant holds after all that", async () => {
  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});
