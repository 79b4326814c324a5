import { createClient } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { describeDemo, loadDemoIfEmpty } from "#db/demo/load.ts";
import { administrators, outcomes, people, personId, readers, tries, type Try } from "#db/demo/people.ts";
import { onboardingRecords, questionOf, ruleRecords } from "#db/queries/onboarding.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { standing } from "#functions/standing/onboarding.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => (database = await startDatabase()));
afterAll(() => database.stop());

const rows = async (query: string) =>
  (await createClient({ url: database.url }).execute(query)).rows.map((row) => ({ ...row }));

test("an empty database gets the demo world, once, and one whose loading was cut short gets the rest", async () => {
  expect(await loadDemoIfEmpty(database)).toBe(true);
  expect(await loadDemoIfEmpty(database)).toBe(false);

  await createClient({ url: database.url }).batch(
    [
      "delete from device_upload",
      "delete from role",
      "delete from virtual_account",
      "delete from smart_account",
      "delete from seat",
      "delete from registration",
      "delete from operation",
      "delete from person",
    ],
    "write",
  );
  expect(await loadDemoIfEmpty(database)).toBe(true);
  expect(await rows("select count(*) as n from person")).toEqual([{ n: people.length }]);
});

test("every administrator in office has a confirmed address, an entitlement, one role and its records", async () => {
  const seats = await rows(`
    select p.email from seat s join person p on p.id = s.person_id and p.email_verified
    join role r on r.person_id = p.id and r.organization_id = s.organization_id
    where exists (select 1 from entitlement e where e.email = p.email)
      and exists (select 1 from audit_event a join operation o on o.id = a.operation_id where a.subject_id = s.id)
      and exists (select 1 from audit_event a join operation o on o.id = a.operation_id where a.subject_id = r.id)
      and s.terms_accepted_at is not null`);

  expect(seats.map(({ email }) => email).sort()).toEqual(administrators.map(({ email }) => email).sort());
});

test("a Customer User in each language reads somewhere, let in by an administrator of there, on record", async () => {
  const roles = await rows(`
    select distinct p.email from role r join person p on p.id = r.person_id
    join audit_event a on a.subject_id = r.id where r.role = 'customer-user' and r.organization_id is not null`);

  expect(roles.map(({ email }) => email).sort()).toEqual(readers.map(({ email }) => email).sort());
  expect(readers.map(({ language }) => language).sort()).toEqual(["en", "fr", "nl"]);
  for (const { email, givenBy } of readers)
    expect(describeDemo().some((line) => line.startsWith(email)) && givenBy.split("@")[1]).toBe(
      email.split("@")[1],
    );
});

test.each(tries)("$email with $contractNumber and $serialNumber comes to: $outcome", async (one) => {
  expect(await outcomeOf(one)).toBe(one.outcome);
});

test.each(["en", "fr", "nl"])(
  "several speakers of %s can walk in at once, and every other outcome can be tried",
  (language) => {
    const mine = tries.filter((one) => one.language === language);

    expect(mine.filter(({ outcome }) => outcome === "organization").length).toBeGreaterThanOrEqual(3);
    expect(new Set(mine.map(({ outcome }) => outcome))).toEqual(new Set(outcomes));
  },
);

test("the terminal is told who to try, with contract and serial number", () => {
  const lines = describeDemo();

  expect(lines.find((line) => line.startsWith(tries[0]!.email))).toContain(tries[0]!.serialNumber);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
});

async function outcomeOf({ email, contractNumber, serialNumber, organizationId }: Try): Promise<string> {
  const id = personId(email);
  await createClient({ url: database.url }).execute({
    sql: "insert into person (id, email, created_at, updated_at) values (?, ?, 0, 0) on conflict do nothing",
    args: [id, email],
  });
  const typed = { contractNumber, serialNumber };
  const records = await openDatabase(database).read({
    ...onboardingRecords(questionOf(sql`${id}`, sql`${email}`, typed)),
    ...ruleRecords(questionOf(sql`${id}`, sql`${email}`, typed)),
  });
  const at = standing(
    records,
    { id, email } as Parameters<typeof standing>[1],
    { today: "2026-11-20" },
    typed,
  );
  if (at.accessHeld) return "accessHeld";
  if (at.administrator) return "administrator";
  if (!at.verified) return Object.values(at.errors)[0]!.key.split(".").at(-1)!;
  if (organizationId === "none" || at.rulesFor(organizationIdOf(organizationId!), records).length)
    return "review";
  return at.offered.some((offered) => offered.id === organizationId) ? "organization" : "not offered";
}
