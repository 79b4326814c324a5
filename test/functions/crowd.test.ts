import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { beginForms } from "#test/helpers/slow-senders.ts";
import { atOnce, type Colleague, type Reply, type Stage, startStage } from "#test/helpers/stage.ts";

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

const typeAndStatus = ({ status, headers }: Reply) => `${headers.get("content-type")} ${status}`;

const ownPage = () => stage.get(somebody, "/fr/portal");

async function allPlacesAreFree() {
  const served = async () => (await atOnce(most, ownPage)).filter(({ status }) => status === 200);
  await vi.waitFor(async () => expect(await served()).toHaveLength(most), {
    timeout: 10_000,
    interval: 100,
  });
}

/** So many requests for which the database does not answer: each has its own address, since what takes long is asked twice. */
async function wait(
  count: number,
  networkOf = (at: number) => `198.51.100.${at}`,
  signal: AbortSignal | null = null,
) {
  const held = new Set<string>();
  proxy.mishap(({ body }) => {
    const [id] = /asks-\d+/u.exec(body) ?? [];
    if (id) held.add(id);
    return "hang";
  });
  const answers = atOnce(count, (at) =>
    fetch(`${stage.portal.url}/collect/asks-${at}`, {
      method: "POST",
      headers: { "CF-Connecting-IP": networkOf(at), authorization: "Bearer unknown" },
      signal,
    }).catch(() => null),
  );
  await vi.waitFor(() => expect(held.size).toBe(count), { timeout: 4000, interval: 10 });
  return { answers };
}

test("when more come than can be served, the rest are told so at once, in their language, and it passes", async () => {
  const { answers } = await wait(most);

  const { status, headers, body, tookMs } = await ownPage();
  const [system, machine] = await Promise.all([
    stage.get(null, "/api/v1/cases"),
    stage.get(null, "/collect/unknown"),
  ]);
  proxy.mishap(null);
  const served = (await answers).filter((one) => one?.status === 401);

  expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
  expect(body).toContain(`<html lang="fr" dir="ltr">`);
  expect(body).toContain(`<h1>${translator("fr")("errors.503.title")}</h1>`);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect([system, machine].map(typeAndStatus)).toEqual([
    "application/problem+json 503",
    "application/json 503",
  ]);
  expect(tookMs).toBeLessThan(500);
  expect(served).toHaveLength(most);
  expect((await ownPage()).status).toBe(200);
});

test("whoever breaks off what was asked keeps nobody else out", async () => {
  const gone = new AbortController();
  const { answers } = await wait(most, undefined, gone.signal);
  gone.abort();
  await answers;
  proxy.mishap(null);

  await allPlacesAreFree();
});

const askFrom = async (network: string) =>
  (await fetch(`${stage.portal.url}/en/sign-in`, { headers: { "CF-Connecting-IP": network } })).status;

test("whoever sends slowly takes nobody's place, of the own network either", async () => {
  const networks = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
  const sockets = beginForms(stage.portal.url, limits.sending.atOnce + networks.length, networks);
  let madeRoom = 0;
  for (const socket of sockets) socket.once("data", () => (madeRoom += 1));
  await vi.waitFor(() => expect(madeRoom).toBe(networks.length), { timeout: 20_000, interval: 20 });

  const answers = [(await ownPage()).status, await askFrom("203.0.113.1"), await askFrom("203.0.113.4")];
  sockets.forEach((socket) => socket.destroy());
  await allPlacesAreFree();

  expect(sockets.length / networks.length).toBeGreaterThan(limits.requests.network.underWay);
  expect(sockets.length).toBeGreaterThan(most);
  expect(answers).toEqual([200, 200, 200]);
});

test("networks of one site share a budget, and another site has its own", async () => {
  const { underWay } = limits.requests.site;
  const { answers: waiting } = await wait(underWay, (at) => `2001:db8:77:${at % 3}::1`);

  const answers = [await askFrom("2001:db8:77:ff::1"), await askFrom("2001:db8:78::1")];
  proxy.mishap(null);
  await waiting;

  expect(underWay).toBeLessThan(most);
  expect(answers).toEqual([429, 200]);
});
