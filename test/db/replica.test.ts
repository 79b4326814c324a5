import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { build } from "#db/builder.ts";
import { openDatabase } from "#db/client.ts";
import { noteProgress } from "#db/progress.ts";
import { openReplica, restReplica } from "#db/replica.ts";
import { limits } from "#src/domain/limits.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";

let database: TestDatabase;
let proxy: Proxy;
let sent: string[];
beforeAll(async () => {
  database = await startDatabase({ migrated: false });
  proxy = await startProxy(database.url);
});
afterAll(async () => {
  await proxy.stop();
  await database.stop();
});
beforeEach(() => {
  sent = [];
  proxy.watch((body) => sent.push(body));
});
afterEach(() => vi.useRealTimers());

const meter = () => ({ trips: 0, statements: 0, writes: 0 });
const reading = { one: build.all(sql`select 1 as one`) };

test("where there is no replica nothing else is sent, and none is read", async () => {
  await openDatabase({ url: proxy.url }).read(reading);
  await openDatabase({ url: proxy.url }).read(reading);

  const replica = openReplica({ url: proxy.url }, meter());

  expect(replica).toBeNull();
  expect(sent.join()).not.toContain("replication_index");
});

test("a replica is told how far it has to have come", async () => {
  const address = { url: proxy.url, replica: proxy.url };
  await openDatabase(address).writeIdempotent([build.run(sql`create table if not exists t (a)`)]);

  const { one } = await openReplica(address, meter())!.read(reading);

  expect(one).toEqual([{ one: 1 }]);
  expect(sent.at(-1)).toMatch(/"replication_index":"\d+"/u);
});

test("a clock that is set back makes nothing recent again, and what comes then counts", () => {
  const address = { url: "http://clock.example", replica: "http://replica.example" };
  vi.useFakeTimers({ now: 10 * limits.replica.behind });
  noteProgress(address.url, { index: "1", since: Date.now() });

  vi.setSystemTime(5 * limits.replica.behind);
  const open = [openReplica(address, meter()) !== null];
  noteProgress(address.url, { index: "2", since: Date.now() });
  open.push(openReplica(address, meter()) !== null);

  expect(open).toEqual([false, true]);
});

test("a replica is read as long as it is known how far the primary was a few seconds ago", () => {
  const address = { url: "http://primary.example", replica: "http://replica.example" };
  const { behind } = limits.replica;
  vi.useFakeTimers();
  const open = [openReplica(address, meter()) !== null];

  noteProgress(address.url, { index: "1", since: Date.now() });
  for (const later of [0, behind - 1, 1]) {
    vi.advanceTimersByTime(later);
    open.push(openReplica(address, meter()) !== null);
  }

  expect(open).toEqual([false, true, true, false]);
});

test("what an older trip has heard does not take the place of what is newer", async () => {
  const address = { url: "http://older.example", replica: proxy.url };
  noteProgress(address.url, { index: "2", since: Date.now() });
  noteProgress(address.url, { index: "1", since: Date.now() - 1000 });

  const tried = openReplica(
    { ...address, authToken: new URL(proxy.url).searchParams.get("authToken")! },
    meter(),
  );
  await tried!.read(reading);

  expect(sent.at(-1)).toContain('"replication_index":"2"');
});

test("a replica that did not answer is left alone for a while", () => {
  const address = { url: "http://resting.example", replica: "http://resting-replica.example" };
  vi.useFakeTimers();
  noteProgress(address.url, { index: "1", since: Date.now() });

  restReplica(address);
  const before = openReplica(address, meter());
  vi.advanceTimersByTime(limits.replica.rest);
  const after = openReplica(address, meter());

  expect(before).toBeNull();
  expect(after).not.toBeNull();
});
