import { createClient } from "@libsql/client/web";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { within } from "#test/proof/sizes.ts";
import { sabotages, undo } from "./sabotage.ts";
import { seldom, walk } from "./walk.ts";
import { clear, type Ground, openGround } from "./world.ts";

let ground: Ground;
const carryOut = (statements: readonly string[]) =>
  createClient({ url: ground.stage.portal.databaseUrl }).batch([...statements], "write");
beforeAll(async () => {
  ground = await openGround();
});
afterEach(async () => {
  await clear(ground);
  await carryOut(undo);
});
afterAll(() => ground.stage.portal.stop());

test.each([...sabotages])(
  "a walk notices by $breaks that $what",
  async ({ breaks, statements = [], between = (stage) => stage }) => {
    if (statements.length) await carryOut(statements);
    const { failure } = await walk(
      { ...ground, stage: between(ground.stage) },
      { runs: 100, steps: 16, seed: 6, first: seldom },
    );
    expect(failure).toMatch(new RegExp(`^${breaks}: `, "mu"));
  },
  within(100_000),
);
