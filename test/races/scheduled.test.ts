import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { atOnce, type Stage, startStage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { each, ends, naiveRuns, requestsWaiting, run, untilDelivered, untilPassedOn } from "./scheduled.ts";

const { dueItems } = sizes;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ patient: true, env: { PORTAL_AGENTS: "agent@ardenne.example" } });
});
afterAll(() => stage.portal.stop());

describe("scheduled work does each of many due items once", () => {
  test(
    "when five runs are at it at once, and then once more",
    async () => {
      const waiting = await requestsWaiting(stage, dueItems, 4);

      await atOnce(5, () => run(stage));
      await run(stage);

      expect(await ends(stage, waiting)).toEqual(each(dueItems, 1));
    },
    within(120_000),
  );

  test(
    "when it was skipped for 48 hours after the last step fell due",
    async () => {
      const waiting = await requestsWaiting(stage, dueItems / 5, 16);

      await run(stage);

      expect(await ends(stage, waiting)).toEqual(each(dueItems / 5, 3));
    },
    within(120_000),
  );

  test(
    "when the Worker is killed halfway, three times",
    async () => {
      const waiting = await requestsWaiting(stage, dueItems / 2, 4);
      const killedAt = [0.1, 0.3, 0.6].map((part) => Math.ceil((part * dueItems) / 2));
      for (const count of killedAt) {
        const broken = run(stage).catch(() => "broken");
        await untilPassedOn(stage, waiting, count);
        stage.portal.killWorker();
        await broken;
        await stage.portal.untilHealthy();
      }
      const halfway = (await ends(stage, waiting)).stages;

      await run(stage);

      expect(halfway).toHaveLength(2);
      expect(await ends(stage, waiting)).toEqual(each(dueItems / 2, 1));
    },
    within(120_000),
  );

  test(
    "when one of them cannot be done: the others are",
    async () => {
      const waiting = await requestsWaiting(stage, 20, 4);
      const [first] = await stage.read<{ id: string }>(
        sql`select id from access_request where organization_id = ${waiting.site} order by id limit 1`,
      );
      await stage.write([
        build.run(sql`create trigger broken before update on access_request
          when old.id = ${sql.raw(`'${first!.id}'`)} begin select raise(fail, 'it is broken'); end`),
      ]);

      await run(stage);

      await stage.write([build.run(sql`drop trigger broken`)]);
      expect((await ends(stage, waiting)).stages).toEqual([
        { stage: 0, requests: 1 },
        { stage: 1, requests: 19 },
      ]);
      await run(stage);
      expect(await ends(stage, waiting)).toEqual(each(20, 1));
    },
    within(120_000),
  );

  test("which work that looks first and notes later does not", async () => {
    const sent = await naiveRuns(stage, 20, 5);

    expect(sent).toBeGreaterThan(20);
  });

  test(
    "every invariant holds afterwards",
    async () => {
      await untilDelivered(stage);

      const violations = await violationsIn({ url: stage.portal.databaseUrl });

      expect(violations).toEqual([]);
    },
    within(30_000),
  );
});
