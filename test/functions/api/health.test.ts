import { afterAll, beforeAll, expect, test } from "vitest";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
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
