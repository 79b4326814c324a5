import { afterAll, beforeAll, expect, test } from "vitest";
import { sizes, within } from "../proof/sizes.ts";
import { walk } from "./walk.ts";
import { type Ground, openGround } from "./world.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.stage.portal.stop());

/** What a walk of 200 worlds cannot miss, so that nobody takes standing still for walking. */
const everyWalkHas = [
  "request",
  "decideRequest approve",
  "decideRequest ask",
  "confirmAddress",
  "acceptTerms",
  "nominate",
  "take",
  "stepDown",
  "requestOwn",
  "activateAccount",
  "askAccess",
  "onStatus remind",
  "onStatus reclaim",
];

test(
  "whatever people, agents and time do in whatever order, every invariant holds",
  async () => {
    const { failure, example, succeeded } = await walk(ground, { runs: sizes.walks, steps: 16 });

    expect(failure && `${failure}\n${example}`).toBeNull();
    expect(everyWalkHas.filter((name) => !succeeded[name])).toEqual([]);
  },
  within(240_000),
);
