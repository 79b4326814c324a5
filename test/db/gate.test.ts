import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { openDatabase } from "#db/client.ts";
import { mustBe, mustFind } from "#db/gate.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase({ migrated: false });
});
afterAll(() => database.stop());

const meter = () => ({ trips: 0, statements: 0, writes: 0 });
const open = (counted = meter()) => openDatabase({ ...database, meter: counted });
const one = () => build.all<{ n: number }>(sql`select 1 as n`);
const broken = () => build.all(sql`select json_extract('{}', 'broken')`);
const numbers = (most: number) =>
  mustFind<{ n: number }>(sql`select value as n from json_each('[1,2,3]') where value <= ${most}`, "n");

test("what stands before a gate that finds nothing is read, what stands behind it is not carried out", async () => {
  const read = await open().read({ before: one(), gate: numbers(0), behind: broken() });

  expect(read).toEqual({ before: [{ n: 1 }], gate: [], behind: [] });
});

test("a gate gives what it finds, and lets everything behind it through", async () => {
  const read = await open().read({ gate: numbers(2), behind: one() });

  expect(read).toEqual({ gate: [{ n: 1 }, { n: 2 }], behind: [{ n: 1 }] });
});

test("a second gate withholds only what is behind it", async () => {
  const read = await open().read({
    gate: mustBe(sql`1`),
    between: one(),
    second: mustBe(sql`0`),
    behind: broken(),
  });

  expect(read).toEqual({ gate: [{ open: 1 }], between: [{ n: 1 }], second: [], behind: [] });
});

test("behind a gate that is closed no other is looked at", async () => {
  const read = await open().read({
    gate: mustBe(sql`0`),
    second: mustBe(sql`json_extract('{}', 'broken')`),
    behind: one(),
  });

  expect(read).toEqual({ gate: [], second: [], behind: [] });
});

test("a gate that fails for another reason is no closed gate", async () => {
  const reading = open().read({ gate: mustBe(sql`json_extract('{}', 'broken')`) });

  await expect(reading).rejects.toThrow("broken");
});

test("what was withheld once in a request is withheld again without a trip", async () => {
  const counted = meter();
  const { read } = open(counted);
  await read({ gate: numbers(0), behind: one() });

  const again = await read({ gate: numbers(0), behind: one(), other: broken() });

  expect([again, counted.trips]).toEqual([{ gate: [], behind: [], other: [] }, 1]);
});

test("what was read behind a gate once in a request is not read again", async () => {
  const counted = meter();
  const { read } = open(counted);
  await read({ gate: numbers(1), behind: one() });

  const again = await read({ gate: numbers(1), behind: one() });

  expect([again.behind, counted]).toEqual([[{ n: 1 }], { trips: 1, statements: 2, writes: 0 }]);
});

test("what two ask for in one trip is asked once, behind the same gate too", async () => {
  const counted = meter();
  const { read } = open(counted);

  const found = await read({ own: one(), page: one(), gate: numbers(1), behind: one(), again: one() });

  expect([found.page, found.again, counted.statements]).toEqual([[{ n: 1 }], [{ n: 1 }], 3]);
});

test("a statement that was read before a gate is asked again behind it", async () => {
  const { read } = open();
  await read({ before: one() });

  const { behind } = await read({ gate: mustBe(sql`0`), behind: one() });

  expect(behind).toEqual([]);
});
