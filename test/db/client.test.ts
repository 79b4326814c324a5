import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { mustChange, openDatabase, Unreachable } from "#db/client.ts";
import { recordOperation } from "#db/queries/record.ts";
import { attempt } from "#db/schema/record.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { type Mishap, type Proxy, startProxy } from "#test/helpers/proxy.ts";

let database: TestDatabase;
let proxy: Proxy;
beforeAll(async () => {
  database = await startDatabase();
  proxy = await startProxy(database.url);
});
afterAll(async () => {
  await proxy.stop();
  await database.stop();
});

let subject = "";
beforeEach(({ task }) => {
  proxy.mishap(null);
  subject = task.id;
});

const open = (patience?: number) => openDatabase({ url: proxy.url, ...(patience && { patience }) });
const count = () => build.insert(attempt).values({ kind: "test", subject, at: 1 });
const once = () =>
  recordOperation({ id: subject as OperationId, personId: null, action: "test", next: "", at: 1 });
const attempts = () =>
  build.all<{ count: number }>(sql`select count(*) as count from attempt where subject = ${subject}`);
const counted = async () => (await openDatabase(database).read({ rows: attempts() })).rows[0]!.count;

/** The next calls have these mishaps, in this order. */
function next(...mishaps: (Mishap | undefined)[]) {
  proxy.mishap(() => mishaps.shift());
}

const timed = async <T>(act: () => Promise<T>) => {
  const began = performance.now();
  const result = await act().catch((error: Error) => error);
  return { result, tookMs: performance.now() - began };
};

test.each<[string, Mishap]>([
  ["is refused", "before"],
  ["loses its answer", "after"],
  ["finds the database busy", "busy"],
])("a reading that %s is tried again", async (_, mishap) => {
  next(mishap, mishap);

  const { rows } = await open().read({ rows: attempts() });

  expect(rows).toEqual([{ count: 0 }]);
});

test.each<[string, Mishap]>([
  ["is refused", "before"],
  ["loses its answer", "after"],
  ["finds the database busy", "busy"],
])("a write that %s is carried out once", async (_, mishap) => {
  next(mishap);

  const result = await open().write(once(), [count()]);

  expect([result, await counted()]).toEqual([mishap === "after" ? "moved" : "done", 1]);
});

test("a write without an operation id is carried out twice by the same mishap: it is hard enough to tell", async () => {
  next("after");

  await open().writeIdempotent([count()]);

  expect(await counted()).toBe(2);
});

test("a reading without an answer is cut off after 2 s and tried again", async () => {
  next("hang");

  const { result, tookMs } = await timed(() => open().read({ rows: attempts() }));

  expect(result).toEqual({ rows: [{ count: 0 }] });
  expect([tookMs > 1900, tookMs < 2500]).toEqual([true, true]);
});

test("a write without an answer is cut off after 3 s and tried again", async () => {
  next("hang");

  const { result, tookMs } = await timed(() => open().write(once(), [count()]));

  expect([result, await counted()]).toEqual(["done", 1]);
  expect([tookMs > 2900, tookMs < 3500]).toEqual([true, true]);
});

test("what is waited for before and between trips, such as a form on a slow line, leaves them their time", async () => {
  const database = open(500);
  await sleep(600);
  const first = await database.read({ rows: build.all(sql`select 1 as one`) });
  await sleep(600);
  const second = await database.read({ rows: build.all(sql`select 2 as two`) });

  expect([first.rows, second.rows]).toEqual([[{ one: 1 }], [{ two: 2 }]]);
});

test("all tries together end within 4.5 s, whatever goes wrong", async () => {
  const mishaps: Mishap[] = ["hang", "before", "after", "busy"];
  const proxies = await Promise.all(mishaps.map(() => startProxy(database.url)));
  proxies.forEach((one, at) => one.mishap(() => mishaps[at]));

  const ends = await Promise.all(
    proxies.map(({ url }) => timed(() => openDatabase({ url }).read({ rows: attempts() }))),
  );

  expect(ends.map(({ result }) => result instanceof Unreachable)).toEqual(mishaps.map(() => true));
  expect(Math.max(...ends.map(({ tookMs }) => tookMs))).toBeLessThan(4900);
  await Promise.all(proxies.map(({ stop }) => stop()));
});

test("a slow database is waited for", async () => {
  proxy.mishap(() => ({ delayMs: 1200 }));

  const result = await open().write(once(), [count()]);

  expect(result).toBe("done");
});

test("what must change and does not undoes the whole batch", async () => {
  const nothing = build.run(sql`update attempt set at = 2 where subject = 'nobody'`);

  const result = await open().write(once(), [count(), mustChange(nothing), count()]);

  expect([result, await counted()]).toEqual(["moved", 0]);
});

test("the same operation a second time writes nothing", async () => {
  await open().write(once(), [count()]);

  const again = await open().write(once(), [count()]);

  expect([again, await counted()]).toEqual(["moved", 1]);
});

test("a statement that cannot be right is not tried again", async () => {
  const before = proxy.calls();

  const { result } = await timed(() => open().read({ rows: build.all(sql`select * from nowhere`) }));

  expect(result).toMatchObject({ code: "SQLITE_UNKNOWN" });
  expect(proxy.calls() - before).toBe(1);
});

test("somebody else's transaction is waited for", async () => {
  const { createClient } = await import("@libsql/client/web");
  const transaction = await createClient({ url: database.url }).transaction("write");
  await transaction.execute("select 1");
  setTimeout(() => void transaction.commit(), 1000);

  const { result, tookMs } = await timed(() => open().write(once(), [count()]));

  expect([result, await counted()]).toEqual(["done", 1]);
  expect(tookMs).toBeLessThan(4500);
});

test("rows of SQL written as text have the names that code has; what is JSON in them stays as it is", async () => {
  const row = build.all(sql`select 1 as due_at, 'a_b' as state, json_object('due_at', 1) as "all"`);
  const database = open();

  const read = await database.read({ row, none: build.all(sql`select 1 as due_at where false`) });
  const [written] = await database.writeIdempotent([row]);

  expect(read).toEqual({ row: [{ dueAt: 1, state: "a_b", all: '{"due_at":1}' }], none: [] });
  expect(written).toEqual(read.row);
});
