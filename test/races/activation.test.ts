import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import { answerRace, edgeRace, naiveRace, oneOutcome, type Race } from "./activation.ts";
import { everyInvariantHolds } from "./afterwards.ts";

const { rounds, racers } = sizes;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ patient: true, reports: long });
});
afterAll(() => stage?.portal.stop());

async function verdictsOf(race: Race): Promise<Record<string, number>> {
  const verdicts: string[] = [];
  for (let round = 0; round < rounds; round += 1) verdicts.push(await race(stage, racers));
  return tally(verdicts);
}

test(
  "of all activations and refusals at once, one counts",
  async () => {
    expect(await verdictsOf(answerRace)).toEqual({ [oneOutcome]: rounds });
  },
  within(90_000),
);

test(
  "at the edge of the 90 days an account is activated or expires, never both, never neither",
  async () => {
    expect(await verdictsOf(edgeRace)).toEqual({ [oneOutcome]: rounds });
  },
  within(120_000),
);

test(
  "a variant that looks first and changes then lets several things happen: the race is hard enough to tell",
  async () => {
    const verdicts = await verdictsOf(naiveRace);

    expect(verdicts["several things happened"]).toBeGreaterThanOrEqual(rounds * 0.95);
  },
  within(30_000),
);

everyInvariantHolds(() => stage);
