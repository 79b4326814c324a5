import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import { textOf, type Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Managed, startManaged } from "./managed.ts";
import { agents, sql } from "./world.ts";

const en = translator("en");

const say = (sentence: string) => sentence.replace(/\s/gu, " ");

let managed: Managed;
let { stage, here, colleagues, visitorOf, at, first, second, people, administrators, audited } =
  {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, here, colleagues, visitorOf, at, first, second, people, administrators, audited } = managed);
});
afterAll(() => managed.stage.portal.stop());

let nominee: Visitor;
beforeAll(async () => {
  nominee = visitorOf(colleagues[4]!);
  await sql(stage.portal)("update person set language = 'nl' where id = ?", colleagues[1]!.id);
});

test("a nominee is written to by name of the nominator, stands last and does not decide yet", async () => {
  const { email } = colleagues[4]!;
  const answer = await administrators(first, "nominate", { email });
  const again = await administrators(first, "nominate", { email });
  const [mail] = await first.mailTo(email, "accept-terms");
  const page = await first.go(at("administrators"));
  const overview = await nominee.go(`/en/organizations/${here}`);

  expect([answer.status, again.status]).toEqual([303, 303]);
  expect(mail!.text).toContain(`Nominated by: ${colleagues[0]!.name}`);
  expect(page.text).toContain(translator("en")("organization.seats.notAccepted"));
  expect(overview).toMatchObject({ status: 200, state: "nominated" });
  expect(overview.find(`a[href="${await nominee.linkTo(email, "accept-terms")}"]`)).toHaveLength(1);
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

test("whoever decides alone is asked to name a second person, and sees how much there is", async () => {
  const overview = await nominee.go(`/en/organizations/${here}`);
  const figures = overview.find(".figures a").map(textOf);

  expect(overview.find('a[href$="administrators#nominate"]')).toHaveLength(1);
  expect(figures).toEqual([
    en("portal.figures.requests", { count: 0 }),
    en("portal.figures.people", { count: 3 }),
    en("portal.figures.administrators", { count: 1 }),
  ]);
});

test("the last administrator can neither step down nor be removed, and is told what to do", async () => {
  const left = await administrators(nominee, "step-down");
  const removed = await people(nominee, "remove", { email: colleagues[4]!.email });

  expect([left.status, left.errors]).toEqual([422, { handOver: "organization.errors.lastAdministrator" }]);
  expect([removed.status, removed.errors]).toEqual([422, { form: "organization.errors.lastAdministrator" }]);
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

test("every invariant holds after all that", async () => {
  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});
