import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { migrate as migrateWith } from "drizzle-orm/libsql/migrator";
import { drizzle } from "drizzle-orm/libsql/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#db/migrate.ts";
import { startDatabase, temporaryDirectory, type TestDatabase } from "#test/helpers/database.ts";
import { violationsIn } from "#test/oracle/invariants.ts";

const migrations = join(import.meta.dirname, "../../db/migrations");

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase({ migrated: false });
  await migrateTo(2);
  await createClient({ url: database.url }).batch(world, "write");
});
afterAll(() => database.stop());

/** As an earlier release did: only its own migrations, the first so many. */
async function migrateTo(count: number) {
  const folder = temporaryDirectory();
  const journal = JSON.parse(readFileSync(join(migrations, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  const entries = journal.entries.slice(0, count);
  mkdirSync(join(folder, "meta"));
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) copyFileSync(join(migrations, `${tag}.sql`), join(folder, `${tag}.sql`));
  await migrateWith(drizzle({ client: createClient({ url: database.url }) }), { migrationsFolder: folder });
  rmSync(folder, { recursive: true });
}

const audit = (id: number, subject: string, from: string | null, to: string) =>
  `insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
   values (${id}, 'p1', 'registration.step', '${subject}', 'o1', ${from ? `'${from}'` : "null"}, '${to}', 'op${id}')`;

/** What the first release wrote: somebody under review, somebody who waits for a decision, and a role. */
const world = [
  "insert into organization (id, name, country) values ('o1', 'Brugge Water', 'BE'), ('o2', 'Brugge Depot', 'BE')",
  "insert into contract values ('C1', 'SP Base', 'o1', '2020-01-01', '2099-12-31')",
  `insert into person (id, email, email_verified, name, created_at, updated_at)
   values ('p1', 'jan@brugge.example', 1, 'Jan', 1, 1), ('p2', 'an@brugge.example', 1, 'An', 1, 1), ('p3', 'bo@brugge.example', 1, 'Bo', 1, 1)`,
  `insert into registration (id, person_id, state, answers, created_at, changed_at)
   values ('r1', 'p1', 'requested', '{"contractNumber":"C1"}', 1, 2), ('r2', 'p2', 'underReview', '{"contractNumber":"C1"}', 3, 4)`,
  `insert into access_request (id, requester_id, organization_id, registration_id, contract_number, serial_number, state, asked_id, created_at)
   values ('a1', 'p1', 'o1', 'r1', 'C1', 'S1', 'pending', 'p3', 5)`,
  `insert into review (id, registration_id, organization_id, reasons, state, due_at, question, answer, created_at)
   values ('v1', 'r2', 'o2', '["foreignDomain"]', 'open', 9, 'Who are you?', 'An, of course.', 6)`,
  `insert into role (id, organization_id, person_id, role, origin_id, created_at) values ('ro1', 'o1', 'p3', 'customer-administrator', 'op12', 7)`,
  `insert into seat (id, organization_id, person_id, position, origin, origin_id, terms_version, terms_accepted_at, created_at)
   values ('s1', 'o1', 'p3', 1, 'appointment', 'v0', '1', 8, 7)`,
  ...[10, 11, 12, 13, 14].map(
    (id) =>
      `insert into operation (id, person_id, action, next, at) values ('op${id}', 'p1', 'registration.step', 'portal', ${id})`,
  ),
  audit(10, "r1", "draft", "requested"),
  audit(11, "r2", "draft", "underReview"),
  audit(12, "ro1", null, "customer-administrator"),
  audit(13, "a1", null, "pending"),
  audit(14, "v1", null, "open"),
];

const rowsOf = async (query: string) => {
  const { rows, columns } = await createClient({ url: database.url }).execute(query);
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
};

test("what an earlier release wrote is kept by the migrations after it", async () => {
  await migrate({ url: database.url });

  expect(await rowsOf("select * from access_request")).toEqual([
    expect.objectContaining({
      id: "a1",
      requester_id: "p1",
      organization_id: "o1",
      registration_id: "r1",
      contract_number: "C1",
      serial_number: "S1",
      state: "pending",
      stage: 0,
      clock_at: 5,
      created_at: 5,
      decided_by: null,
    }),
  ]);
  expect(await rowsOf("select * from review")).toEqual([
    expect.objectContaining({
      id: "v1",
      kind: "registration",
      subject_id: "r2",
      person_id: "p2",
      organization_id: "o2",
      reasons: '["foreignDomain"]',
      state: "open",
      due_at: 9,
      question: "Who are you?",
      answer: "An, of course.",
      created_at: 6,
    }),
  ]);
  expect(await rowsOf("select * from role")).toEqual([
    expect.objectContaining({
      id: "ro1",
      organization_id: "o1",
      person_id: "p3",
      origin_id: "op12",
      account_id: null,
    }),
  ]);
  expect(await rowsOf("select id from registration order by id")).toEqual([{ id: "r1" }, { id: "r2" }]);
  expect(await rowsOf("select subject_id, refusal from audit_event where subject_id = 'a1'")).toEqual([
    { subject_id: "a1", refusal: null },
  ]);
});

test("the migrated database refers to nothing that is missing, and foreign keys and audit stay guarded", async () => {
  const client = createClient({ url: database.url });

  expect(await rowsOf("pragma foreign_key_check")).toEqual([]);
  await expect(client.execute("delete from audit_event")).rejects.toThrow(/never deleted/u);
  await expect(
    client.execute(
      "insert into role (id, organization_id, person_id, role, origin_id, created_at) values ('x', 'none', 'p3', 'customer-user', 'op12', 7)",
    ),
  ).rejects.toThrow(/FOREIGN KEY/u);
});

test("a migrated database takes what the release in force writes", async () => {
  await createClient({ url: database.url }).batch(
    [
      "insert into operation (id, person_id, action, next, at) values ('op20', 'p3', 'accessRequest.decide', 'portal', 20)",
      "update access_request set state = 'approved', role = 'customer-user', decided_at = 20, decided_by = 'p3' where id = 'a1'",
      "update registration set state = 'granted', changed_at = 20 where id = 'r1'",
      "insert into role (id, organization_id, person_id, role, origin_id, created_at) values ('ro2', 'o1', 'p1', 'customer-user', 'a1', 20)",
      audit(20, "r1", "requested", "granted"),
      audit(20, "a1", "pending", "approved"),
      audit(20, "ro2", null, "customer-user"),
    ],
    "write",
  );

  const violations = await violationsIn(database);

  expect(violations.filter((what) => /\b(a1|r1|ro2|v1)\b/u.test(what))).toEqual([]);
});

test("two who migrate a database at once leave it as one does", async () => {
  const [once, twice] = await Promise.all([
    startDatabase({ migrated: false }),
    startDatabase({ migrated: false }),
  ]);
  await migrate({ url: once.url });

  await Promise.all([1, 2, 3].map(() => migrate({ url: twice.url })));

  const [one, other] = await Promise.all(
    [once, twice].map(async ({ url }) => {
      const client = createClient({ url });
      const { rows } = await client.execute("select name, sql from sqlite_schema order by name");
      const seen = await client.execute("select hash from __drizzle_migrations order by created_at");
      return JSON.stringify([rows, seen.rows]);
    }),
  );
  expect(other).toBe(one);
  await Promise.all([once.stop(), twice.stop()]);
});

test("a database of a later version is refused and left as it is", async () => {
  const later = await startDatabase();
  await createClient({ url: later.url }).execute(
    "insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)",
  );

  await expect(migrate({ url: later.url })).rejects.toThrow("of a later version of the portal");

  await later.stop();
});
