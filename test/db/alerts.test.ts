import { createClient } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { openMattersBelow } from "#db/queries/alert.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await createClient({ url: database.url }).batch(world, "write");
});
afterAll(() => database.stop());

const lists = ["root", "site", "branch"];

/** A tree in which each list has an alert of each of 600 advisories, one of which is critical, and one is answered. */
const world = [
  "insert into organization (id, parent_id, name, country) values ('root', null, 'Root', 'BE'), ('site', 'root', 'Site', 'BE'), ('branch', 'root', 'Branch', 'BE')",
  ...lists.map(
    (
      list,
    ) => `insert into alert (id, organization_id, kind, subject, step, since, severity, devices, state, raised_at, changed_at)
      with recursive n (at) as (select 1 union all select at + 1 from n where at < 600)
      select '${list}-' || at, '${list}', 'security', 'A' || at, '2026-01-01', '2026-01-01',
        case at when 7 then 'critical' when 8 then 'critical' else 'high' end, 2,
        case at when 8 then 'handled' else 'open' end, at, at from n`,
  ),
];

test("each matter of a tree is told once, with the devices of all lists, and counted however many there are", async () => {
  const { matters } = await openDatabase(database).read({
    matters: openMattersBelow("root", sql`${500}`, 3),
  });

  expect(matters.map(({ subject, devices, organizations }) => [subject, devices, organizations])).toEqual([
    ["A7", 6, 3],
    ["A600", 6, 3],
    ["A599", 6, 3],
  ]);
  expect(matters.map(({ newMatters }) => newMatters)).toEqual([100, 100, 100]);
});
