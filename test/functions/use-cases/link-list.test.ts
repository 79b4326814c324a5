import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { linkAllAnew, listsToLink, listsToWatch, recount } from "#db/queries/inventory-links.ts";
import { summariesBelow } from "#db/queries/report.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { linkList } from "#functions/use-cases/alert/link-list.ts";
import { raiseAlerts } from "#functions/use-cases/alert/raise.ts";
import { contextOf } from "#test/helpers/context.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

const devices = 2 * limits.inventory.linkedAtOnce + 1;
const now = Date.parse("2026-11-21T10:00:00Z");
const today = "2026-11-21";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await createClient({ url: database.url }).batch(
    [
      "insert into organization (id, name, country) values ('large', 'Large', 'BE')",
      "insert into contract values ('C1', 'SP Base', 'large', '2020-01-01', '2030-01-01')",
      `insert into inventory with recursive n (i) as (select 1 union all select i + 1 from n where i < ${devices})
        select 'large', printf('S%06d', i), 'host-' || i, '10.0.0.1', 'P' || (i % 7), null, null, 'upload', ${now}, ${now},
          null, null, 'none', 'unknown' from n`,
      "insert into device select serial_number, product_id, 'C1', 'large' from inventory",
    ],
    "write",
  );
  await write([...recount("large", { today, dueOn: today, loadedAt: now })]);
});
afterAll(() => database.stop());

const write = (writes: Parameters<ReturnType<typeof openDatabase>["write"]>[1]) =>
  openDatabase({ url: database.url, patience: 30_000 }).write(null, writes);
const rows = async (sql: string) => (await createClient({ url: database.url }).execute(sql)).rows;
const due = async () => {
  const { read } = openDatabase({ url: database.url });
  return read({ link: listsToLink("", 10), watch: listsToWatch(today, "", 10) });
};
const run = (
  command: typeof linkList | typeof raiseAlerts,
  { id, stage }: { id: string; stage: string | number },
) =>
  command.run(contextOf(database.url, "system", { now, operationId: `job:${id}:${stage}` as OperationId }), {
    id,
    stage: String(stage),
  });
const covered = async () =>
  Number((await rows("select count(*) as n from inventory where coverage = 'covered'"))[0]!["n"]);

test("a large list is linked a part at a time, and its alerts are due when all of it is", async () => {
  await write([...linkAllAnew()]);
  const reached: number[] = [];
  for (let [item] = (await due()).link; item; [item] = (await due()).link) {
    await run(linkList, item);
    await run(linkList, item);
    reached.push(await covered());
  }
  const { watch } = await due();

  expect(reached).toEqual([limits.inventory.linkedAtOnce + 1, devices]);
  expect(watch).toMatchObject([{ id: "large" }]);
  expect(await rows("select covered, uncovered from inventory_summary")).toMatchObject([
    { covered: devices, uncovered: 0 },
  ]);
});

test("a load in between takes nothing from what an import has left due", async () => {
  await write([...linkAllAnew()]);
  await write([...recount("large", { today, dueOn: today, loadedAt: now })]);

  expect((await due()).link).toMatchObject([{ id: "large" }]);
});

test("work on a list that has changed since it was read does nothing", async () => {
  const [item] = (await due()).link;
  await write([...linkAllAnew()]);
  const before = await rows("select * from inventory_summary");
  await run(linkList, item!);

  expect(await rows("select * from inventory_summary")).toEqual(before);
});

test("alerts are raised once, however often the same work is asked for", async () => {
  for (let [item] = (await due()).link; item; [item] = (await due()).link) await run(linkList, item);
  await write([...linkAllAnew()]);
  for (let [item] = (await due()).link; item; [item] = (await due()).link) await run(linkList, item);
  await rows("update contract set ends_on = '2026-12-01'");
  const [item] = (await due()).watch;
  await Promise.all([run(raiseAlerts, item!), run(raiseAlerts, item!), run(raiseAlerts, item!)]);

  expect(await rows("select kind, subject, state from alert")).toMatchObject([
    { kind: "contract", subject: "C1", state: "open" },
  ]);
  expect((await due()).watch).toEqual([]);
});

test("a contract is told to whoever has loaded nothing, and is over once it is prolonged", async () => {
  const told = () => rows("select subject, step, devices, state from alert where organization_id = 'quiet'");
  const work = async () => {
    for (const item of (await due()).watch) await run(raiseAlerts, item);
  };
  const ends = (day: string) => rows(`update contract set ends_on = '${day}' where number = 'C2'`);
  await rows("insert into organization (id, name, country) values ('quiet', 'Quiet', 'BE')");
  await rows("insert into contract values ('C2', 'SP Base', 'quiet', '2020-01-01', '2026-12-10')");
  await write([...linkAllAnew()]);
  await work();
  const first = await told();
  await ends("2030-01-01");
  await write([...linkAllAnew()]);
  await work();
  const prolonged = await told();
  await write([...linkAllAnew()]);
  await work();

  expect(first).toMatchObject([{ subject: "C2", step: "in30", devices: 0, state: "open" }]);
  expect(prolonged).toMatchObject([{ subject: "C2", state: "over" }]);
  const { lists } = await openDatabase({ url: database.url }).read({ lists: summariesBelow("quiet") });
  expect(lists).toEqual([]);
});
