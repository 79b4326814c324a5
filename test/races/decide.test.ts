import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";
import { deciders, fair, losingTheSeat, naive, type Race, withdrawing } from "./decide.ts";

const { rounds, racers } = sizes;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ patient: true, reports: long });
});
afterAll(() => stage.portal.stop());

async function verdictsOf(race: Race): Promise<Record<string, number>> {
  const verdicts: string[] = [];
  for (let round = 0; round < rounds; round += 1) verdicts.push(await race(stage, racers));
  return tally(verdicts);
}

test(
  "of all who decide on a request at once one decides, and the others are told who and when",
  async () => {
    const verdicts = await verdictsOf(deciders);

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(60_000),
);

test(
  "a request that is withdrawn while everybody decides ends in one way",
  async () => {
    const verdicts = await verdictsOf(withdrawing);

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(60_000),
);

test(
  "nobody decides without a seat, though it ends at the same moment",
  async () => {
    const verdicts = await verdictsOf(losingTheSeat);

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(60_000),
);

test(
  "a variant that looks first and writes then lets several decide: the race is hard enough to tell",
  async () => {
    const verdicts = await verdictsOf(naive);

    expect(verdicts["several decided"]).toBeGreaterThanOrEqual(rounds * 0.95);
  },
  within(30_000),
);

everyInvariantHolds(() => stage);
