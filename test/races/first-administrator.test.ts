import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";
import { continueRace, fair, naiveRace, type Race } from "./first-administrator.ts";

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
  "of all who press Continue at once for one organization, one becomes its first administrator",
  async () => {
    const verdicts = await verdictsOf(continueRace(({ middle }) => middle));

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(60_000),
);

test(
  "nobody becomes administrator beside one above, whoever of a company and its sites is first",
  async () => {
    const verdicts = await verdictsOf(
      continueRace(({ root, middle, site }, number) => [root, middle, site][number % 3]!),
    );

    expect(verdicts).toEqual({ [fair]: rounds });
  },
  within(60_000),
);

test(
  "a variant that looks first and writes then lets several through: the race is hard enough to tell",
  async () => {
    const verdicts = await verdictsOf(naiveRace);

    expect(verdicts["two won"]).toBeGreaterThanOrEqual(rounds * 0.95);
  },
  within(30_000),
);

everyInvariantHolds(() => stage);
