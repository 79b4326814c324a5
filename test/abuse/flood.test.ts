import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, signedIn, sql, startDemo, tryOf } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sizes, within } from "#test/proof/sizes.ts";

const { floodConnections, floodEvents, floodSeconds } = sizes;
const claimant = "mehdi.lambert@morvanelle.example";
const { organizationId } = tryOf(claimant);
const expensive = `/en/organizations/${organizationId}/history.csv`;

let portal: TestPortal;
let owner: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  owner = await administrator(portal.url, claimant);
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

const percentile95 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

/** How long the owner waits for an own page while something goes on, in milliseconds: 95 of 100 times. */
async function waiting(until: number) {
  const times: number[] = [];
  while (performance.now() < until) {
    const began = performance.now();
    const { status } = await owner.request("GET", `/en/organizations/${organizationId}/people`);
    times.push(performance.now() - began);
    expect(status).toBe(200);
    await sleep(260);
  }
  return percentile95(times);
}

/** One browser that asks for the same page on many connections at once, and again at once. */
async function flood(visitor: Visitor, until: number) {
  const answered = new Map<number, number>();
  let highest = memory();
  const one = async () => {
    while (performance.now() < until) {
      const { status } = await visitor.request("GET", expensive);
      answered.set(status, (answered.get(status) ?? 0) + 1);
      highest = Math.max(highest, memory());
    }
  };
  await Promise.all(Array.from({ length: floodConnections }, one));
  return { answered, highest };
}

const lasting = () => performance.now() + floodSeconds * 1000;

test.each([
  ["a stranger", () => stranger, 404],
  ["somebody of the organization itself", () => owner, 200],
])(
  "%s on many connections to the most expensive address neither fills the Worker's memory nor holds up others",
  async (_, who, allowed) => {
    const attacker = new Visitor(portal.url, { "cf-connecting-ip": "203.0.113.66" });
    for (const [name, value] of who().cookies) attacker.cookies.set(name, value);
    await sleep(1000);
    const calm = await waiting(lasting());
    const before = memory();

    const until = lasting();
    const [{ answered, highest }, busy] = await Promise.all([flood(attacker, until), waiting(until)]);

    console.log(JSON.stringify({ calm, busy, before, highest, answered: [...answered] }));
    expect([...answered.keys()].sort()).toEqual([allowed, 429].sort());
    expect(answered.get(429)).toBeGreaterThan(answered.get(allowed)!);
    expect(highest - before).toBeLessThan(64);
    expect(highest).toBeLessThan(128);
    expect(busy).toBeLessThan(2 * calm + 20);
  },
  within(60_000),
);
