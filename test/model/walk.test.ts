import { afterAll, beforeAll, expect, test } from "vitest";
import { violationsIn } from "../oracle/invariants.ts";
import { long, within } from "../proof/sizes.ts";
import { names, walk } from "./walk.ts";
import { type Ground, openGround } from "./world.ts";

const runs = Number(process.env["RUNS"] ?? 200);

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.stage.portal.stop());

test(
  "whatever people, agents and time do in whatever order, every invariant holds",
  async () => {
    const { failure, example, succeeded } = await walk(ground, { runs, steps: 16 });
    console.log(JSON.stringify(succeeded));

    expect(`${failure ?? ""}\n${failure ? example : ""}`.trim()).toBe("");
    void names;
    void violationsIn;
    void long;
  },
  within(300_000),
);
