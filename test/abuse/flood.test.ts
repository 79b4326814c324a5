import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { administrator, signedIn, sql, startDemo, tryOf } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";

const { file } = limits.requests;
const { floodConnections, floodEvents, floodSeconds } = sizes;
const claimant = "mehdi.lambert@morvanelle.example";
const { organizationId } = tryOf(claimant);
const expensive = `/en/organizations/${organizationId}/history.csv`;
const flooder = fileURLToPath(new URL("./flooder.ts", import.meta.url));

let portal: TestPortal;
let owner: Visitor;
let ownersOther: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  owner = await administrator(portal.url, claimant);
  ownersOther = new Visitor(portal.url);
  await ownersOther.signIn(claimant);
  stranger = await signedIn(portal, "stranger@elsewhere.example");
  owner.headers["cf-connecting-ip"] = "203.0.113.20";
  await sql(portal)(
    `insert into audit_event (at, actor, action, subject_id, organization_id, operation_id)
      select value, 'system', 'seat.order', 'x' || value, ?, 'op' from generate_series(1, ?)`,
    organizationId!,
    floodEvents,
  );
}, within(60_000));
afterAll(() => portal.stop());

/** Memory of the Worker's process that nothing else shares, in megabytes. */
function memory() {
  const status = readFileSync(`/proc/${portal.workerPid()}/status`, "utf8");
  return Number(/^RssAnon:\s+(\d+)/mu.exec(status)![1]) / 1024;
}

/** How long the owner waits for an own page while something goes on (95 of 100 times, in milliseconds), and the most memory meanwhile. */
async function watch(until: number) {
  const times: number[] = [];
  let highest = memory();
  while (performance.now() < until) {
    const began = performance.now();
    const { status } = await owner.request("GET", `/en/organizations/${organizationId}/people`);
    times.push(performance.now() - began);
    expect(status).toBe(200);
    highest = Math.max(highest, memory());
    await sleep(260);
  }
  const wait = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
  return { wait, highest };
}

/** One browser with somebody's session; how often it was answered what. */
async function flood({ cookies }: Visitor) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const { stdout } = await promisify(execFile)(process.execPath, [
    flooder,
    portal.url + expensive,
    cookie,
    String(floodConnections),
    String(floodSeconds * 1000),
  ]);
  return JSON.parse(stdout) as Record<string, number>;
}

const lasting = () => performance.now() + floodSeconds * 1000;

test.each([
  ["a stranger", () => stranger, "404"],
  ["a browser of the organization's own administrator", () => ownersOther, "200"],
])(
  "%s on many connections to the most expensive address neither fills the Worker's memory nor holds up others",
  async (_, who, allowed) => {
    const calm = await watch(lasting());

    const [answered, busy] = await Promise.all([flood(who()), watch(lasting())]);

    if (long) console.log(JSON.stringify({ calm, busy, answered }));
    expect(Object.keys(answered).sort()).toEqual([allowed, "429"].sort());
    expect(answered[allowed]).toBeLessThan(file.burst + (floodSeconds + 20) * file.perSecond);
    // In the short form other tests run beside it: they hold up more than the flood, and put off what frees memory.
    if (!long) return;
    expect(busy.highest - calm.highest).toBeLessThan(64);
    expect(busy.highest).toBeLessThan(128);
    expect(busy.wait).toBeLessThan(2 * calm.wait);
  },
  within(60_000),
);
