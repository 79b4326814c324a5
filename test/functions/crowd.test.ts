import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { atOnce, type Colleague, type Stage, startStage } from "#test/helpers/stage.ts";

const most = limits.requests.atOnce;

let proxy: Proxy;
let stage: Stage;
let somebody: Colleague;
beforeAll(async () => {
  stage = await startStage({
    reports: false,
    databaseThrough: async (url) => (proxy = await startProxy(url)).url,
  });
  [somebody] = (await stage.people(await stage.company(), 1)) as [Colleague];
});
afterAll(async () => {
  await stage.portal.stop();
  await proxy.stop();
});

const ownPage = (signal?: AbortSignal) => stage.get(somebody, "/fr/portal", signal);
const calls = (count: number) =>
  vi.waitFor(() => expect(proxy.calls()).toBe(count), { timeout: 5000, interval: 10 });

test("when more come than can be served, the rest are told so at once, in their language, and it passes", async () => {
  proxy.mishap(() => "hang");
  const before = proxy.calls();
  const waiting = atOnce(most, () => ownPage());
  await calls(before + most);

  const { status, headers, body, tookMs } = await ownPage();
  proxy.mishap(null);
  const served = (await waiting).filter((one) => one.status === 200);

  expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
  expect(body).toContain(translator("fr")("errors.503.title"));
  expect(tookMs).toBeLessThan(500);
  expect(served).toHaveLength(most);
  expect((await ownPage()).status).toBe(200);
});

test("whoever breaks off what was asked keeps nobody else out", async () => {
  proxy.mishap(() => "hang");
  const before = proxy.calls();
  const gone = new AbortController();
  const asked = atOnce(most, () => ownPage(gone.signal).catch(() => null));
  await calls(before + most);
  gone.abort();
  await asked;
  proxy.mishap(null);

  await vi.waitFor(async () => expect((await ownPage()).status).toBe(200), {
    timeout: 10_000,
    interval: 100,
  });
});
