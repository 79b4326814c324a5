import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";
import { fair, naiveRace, orderRace, type Race, removeRace, stepDownRace } from "./last-administrator.ts";

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
  "of all the administrators of a company and its sites who step down at once, one of the whole has to stay",
  async () => {
    const verdicts = await verdictsOf(stepDownRace);

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(90_000),
);

test(
  "administrators who remove each other at once leave one in each organization",
  async () => {
    const verdicts = await verdictsOf(removeRace);

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(90_000),
);

test(
  "a list that everybody orders at once stays a list",
  async () => {
    const verdicts = await verdictsOf(orderRace);

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(90_000),
);

test(
  "a variant that counts first and leaves then empties the organization: the race is hard enough to tell",
  async () => {
    const verdicts = await verdictsOf(naiveRace);

    expect(verdicts["nobody remains"]).toBeGreaterThanOrEqual(rounds * 0.95);
  },
  within(30_000),
);

everyInvariantHolds(() => stage);
