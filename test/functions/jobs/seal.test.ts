import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sealAudit } from "#functions/jobs/seal.ts";
import { contextOf } from "#test/helpers/context.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { secret } from "#test/helpers/scenery.ts";
import { violationsIn } from "#test/oracle/invariants.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await startDatabase();
  vi.spyOn(console, "log").mockReturnValue();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await database.stop();
});

const run = (...statements: string[]) => createClient({ url: database.url }).batch(statements, "write");
const rows = async (statement: string) => (await createClient({ url: database.url }).execute(statement)).rows;
const seal = () => sealAudit(contextOf(database.url, "system").settings);
const faults = async (secrets = [secret]) =>
  (await violationsIn(database, { secrets })).filter((what) => what.startsWith("I20"));

/** So many events, as if much had been done. */
const happens = (many: number) =>
  run(`insert into audit_event (at, actor, action, subject_id, refusal, operation_id)
    with recursive n (n) as (select 1 union all select n + 1 from n where n < ${many})
    select n, 'p' || n, 'role.give', 's' || n, case n % 5 when 0 then 'forbidden' end, 'o' || n from n`);

/** What somebody does who may do anything at the database. */
const withoutTriggers = async (...statements: string[]) => {
  const triggers = await rows("select name from sqlite_master where type = 'trigger'");
  await run(...triggers.map(({ name }) => `drop trigger ${name}`), ...statements);
};

test("the audit is sealed by ranges, each after the one before, once, however many are at it", async () => {
  await happens(1200);
  const done = await Promise.all([seal(), seal(), seal()]);
  await happens(3);
  done.push(await seal(), await seal());

  const seals = await rows("select after_id, through_id from audit_seal order by 1");
  const counts = await rows("select action, refusal, times from audit_count order by 2");

  expect(done.reduce((sum, one) => sum + one)).toBe(1203);
  expect(seals.map((row) => [row["after_id"], row["through_id"]])).toEqual([
    [0, 500],
    [500, 1000],
    [1000, 1200],
    [1200, 1203],
  ]);
  expect(counts.map((row) => [row["action"], row["refusal"], row["times"]])).toEqual([
    ["role.give", "", 963],
    ["role.give", "forbidden", 240],
  ]);
  expect(await faults()).toEqual([]);
});

test("each seal is told to the log too", async () => {
  await happens(2);
  await seal();

  const [row] = await rows("select hash, tag from audit_seal");
  const line = { event: "seal", through: 2, hash: row!["hash"], tag: row!["tag"] };
  expect(console.log).toHaveBeenCalledExactlyOnceWith(JSON.stringify(line));
});

test.each([
  ["changed", "update audit_event set actor = 'somebody else' where id = 7"],
  ["removed", "delete from audit_event where id = 7"],
  [
    "put where one is missing",
    "insert into audit_event select 13, at, actor, action, subject_id, organization_id, from_state, to_state, operation_id, refusal from audit_event where id = 7",
  ],
])("an event that was %s is found", async (_, statement) => {
  await happens(12);
  await run(
    "insert into audit_event (id, at, actor, action, subject_id, operation_id) values (14, 1, 'p', 'x', 's', 'o')",
  );
  await seal();
  await happens(2);
  await seal();
  await withoutTriggers(statement);

  expect(await faults()).toEqual(["I20: audit events 1 to 14 are not as they were sealed"]);
});

test("a history that was written anew with its seals is not the portal's", async () => {
  await happens(3);
  await sealAudit({ ...contextOf(database.url, "system").settings, secrets: ["x".repeat(32)] });

  expect(await faults()).toEqual(["I20: the seal of audit event 3 is not the portal's"]);
  expect(await faults(["y".repeat(32), "x".repeat(32)])).toEqual([]);
});

test("a seal that was taken out is missed by the next one", async () => {
  await happens(600);
  await seal();
  await withoutTriggers("delete from audit_seal where after_id = 0");

  expect(await faults()).toEqual(["I20: audit events 501 to 600 follow no other seal"]);
});

test.each([
  [
    "insert or replace into audit_event (id, at, actor, action, subject_id, operation_id) values (1, 1, 'p', 'x', 's', 'o')",
    "replaced",
  ],
  ["replace into audit_event select * from audit_event", "replaced"],
  ["insert or replace into audit_seal values (2, 0, 'h', 't', 1)", "replaced"],
  ["insert or replace into audit_seal values (9, 0, 'h', 't', 1)", "replaced"],
  ["update audit_seal set hash = 'h'", "changed"],
  ["delete from audit_seal", "deleted"],
])("%s: refused, nothing is ever %s", async (statement, never) => {
  await happens(2);
  await seal();

  await expect(run(statement)).rejects.toThrow(new RegExp(`never ${never}`, "u"));
  expect(await faults()).toEqual([]);
});
