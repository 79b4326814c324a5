import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "#functions/app.ts";
import { onlySwitchLanguage } from "#functions/http/address.ts";
import { signedIn, sql, startDemo } from "#test/e2e/http/world.ts";
import { type Address, placeAddresses, places, send } from "#test/functions/api/strangers-world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { sizes, within } from "#test/proof/sizes.ts";

const { timedSamples, floodEvents } = sizes;

let portal: TestPortal;
let stranger: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  stranger = await signedIn(portal, "els.wouters@noorderkaai.example");
  for (const organization of [places.organizations.foreign, "noorderkaai"])
    await sql(portal)(
      `insert into audit_event (at, actor, action, subject_id, organization_id, operation_id)
        select value, 'system', 'seat.order', 'x' || value, ?, 'op' from generate_series(1, ?)`,
      organization,
      floodEvents,
    );
}, within(60_000));
afterAll(() => portal.stop());

const addresses = timedSamples
  ? placeAddresses(app.routes.filter(({ handler }) => handler !== onlySwitchLanguage))
  : [];

async function timed(address: Address, which: "foreign" | "absent") {
  const began = performance.now();
  await send(stranger, address, which);
  return performance.now() - began;
}

/** How often a sample of the one takes longer than one of the other: 0.5 where nothing can be told. */
function auc(some: readonly number[], others: readonly number[]) {
  const longer = some.reduce((all, one) => all + others.filter((other) => one > other).length, 0);
  const same = some.reduce((all, one) => all + others.filter((other) => one === other).length, 0);
  return (longer + same / 2) / (some.length * others.length);
}

/** Samples of two things, in turns. */
async function inTurns(samples: number, one: () => Promise<number>, other: () => Promise<number>) {
  const [some, others]: [number[], number[]] = [[], []];
  for (let sample = 0; sample < samples; sample += 1) {
    if (sample % 2) some.push(await one());
    others.push(await other());
    if (sample % 2 === 0) some.push(await one());
  }
  return auc(some, others);
}

test(
  "the measure tells apart what differs: a history of one's own from one that is not there",
  async () => {
    const own = async () => {
      const began = performance.now();
      await stranger.request("GET", "/en/organizations/noorderkaai/history.csv");
      return performance.now() - began;
    };
    const [address] = placeAddresses([{ method: "GET", path: "organizations/:id/history.csv" }]);

    const told = await inTurns(20, own, () => timed(address!, "absent"));

    expect(told).toBeGreaterThan(0.75);
  },
  within(30_000),
);

test.each(addresses.map((one) => [one.method, one.path, one.fields["action"] ?? "", one] as const))(
  "%s %s %s takes a stranger as long whether there is such a place or not",
  async (_, __, ___, address) => {
    const told = await inTurns(
      timedSamples,
      () => timed(address, "foreign"),
      () => timed(address, "absent"),
    );

    expect(told).toBeGreaterThan(0.4);
    expect(told).toBeLessThan(0.6);
  },
  within(60_000),
);
