import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import {
  decideRace,
  leaveRace,
  naiveRace,
  oneDecided,
  oneRemains,
  type Race,
  removeRace,
} from "./account.ts";
import { everyInvariantHolds } from "./afterwards.ts";

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
  "when all administrators of an account leave at once, one of them stays",
  async () => {
    expect(await verdictsOf(leaveRace)).toEqual({ [oneRemains]: rounds });
  },
  within(90_000),
);

test(
  "when each administrator of an account removes the next at once, somebody stays",
  async () => {
    expect(await verdictsOf(removeRace)).toEqual({ [oneRemains]: rounds });
  },
  within(90_000),
);

test(
  "of all who decide on one request at once, by link or not, one decides",
  async () => {
    expect(await verdictsOf(decideRace)).toEqual({ [oneDecided]: rounds });
  },
  within(90_000),
);

test(
  "a variant that counts first and leaves then lets all of them go: the race is hard enough to tell",
  async () => {
    const verdicts = await verdictsOf(naiveRace);

    expect(verdicts["nobody remains"]).toBeGreaterThanOrEqual(rounds * 0.95);
  },
  within(30_000),
);

everyInvariantHolds(() => stage);
