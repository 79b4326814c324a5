import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { logged } from "#test/helpers/log.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";

let portal: TestPortal;
let proxy: Proxy;
beforeAll(async () => {
  portal = await startPortal({
    databaseThrough: async (url) => {
      proxy = await startProxy(url);
      return proxy.url;
    },
  });
});
afterAll(async () => {
  await portal?.stop();
  await proxy?.stop();
});

const ask = async () => (await fetch(`${portal.url}/healthz`)).status;
const whole = async () => {
  const answer = await fetch(`${portal.url}/healthz`);
  return [answer.status, ((await answer.json()) as { database: string }).database];
};

test("many who ask for the health at once make no more work than one after another", async () => {
  proxy.mishap(() => ({ delayMs: 100 }));
  const before = proxy.calls();

  const statuses = await Promise.all(Array.from({ length: 64 }, ask));

  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(proxy.calls() - before).toBeLessThan(5);
});

test("what is wrong is told by the next who looks", async () => {
  proxy.mishap(() => "before");
  const away = await ask();
  proxy.mishap(null);
  const back = await ask();

  expect([away, back]).toEqual([503, 200]);
});

test("a disk that is full is told apart from a database that does not answer, and the log says it", async () => {
  proxy.mishap(() => "full");
  const full = await whole();
  proxy.mishap(() => "before");
  const silent = await whole();
  proxy.mishap(null);

  expect([full, silent, await whole()]).toEqual([
    [503, "disk"],
    [503, "unreachable"],
    [200, "ok"],
  ]);
  expect(logged(portal.lines)).toContainEqual(
    expect.objectContaining({ event: "failure", error: "Unreachable", code: "SQLITE_FULL" }),
  );
});

test("a database that lacks a migration is ill, and one that has a later one too is not", async () => {
  const client = createClient({ url: portal.databaseUrl });
  const { rows } = await client.execute(
    "select hash, created_at from __drizzle_migrations order by created_at desc limit 1",
  );
  const { hash, created_at: at } = rows[0]!;
  await client.execute({ sql: "delete from __drizzle_migrations where created_at = ?", args: [at!] });
  const behind = await whole();
  const add = "insert into __drizzle_migrations (hash, created_at) values (?, ?)";
  await client.batch([
    { sql: add, args: [hash!, at!] },
    { sql: add, args: ["later", Number(at) + 1] },
  ]);

  const ahead = await whole();

  expect([behind, ahead]).toEqual([
    [503, "behind"],
    [200, "ok"],
  ]);
  expect((await fetch(`${portal.url}/en/sign-in`)).status).toBe(200);
});
