import { expect, test } from "vitest";
import type { Stage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { within } from "#test/proof/sizes.ts";

/** The last test of a file of races: once the minute's work is done, every invariant holds. */
export function everyInvariantHolds(stage: () => Stage, settled = false): void {
  test(
    "every invariant holds after the races",
    async () => {
      await stage().portal.cron();

      const violations = await violationsIn({ url: stage().portal.databaseUrl }, { settled });

      expect(violations).toEqual([]);
    },
    within(30_000),
  );
}
