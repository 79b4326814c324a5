import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { OperationId } from "#src/domain/ids.ts";
import { ownOperation } from "#functions/command/command.ts";
import { type Colleague, type Company, type Reply, type Stage, startStage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sizes, within } from "#test/proof/sizes.ts";

const writers = 20;
const { workerKills, databaseKills } = sizes;

let stage: Stage;
let company: Company;
let people: Colleague[];
beforeAll(async () => {
  stage = await startStage();
  company = await stage.company();
});
afterAll(() => stage.portal.stop());

interface Ended {
  readonly acknowledged: string[];
  readonly strange: string[];
}

/** Writes that were acknowledged, of all writers. */
let written = 0;

/** Goes on with new people until told to stop; each POST is sent again with the same operation id until it is answered. */
async function write(going: () => boolean): Promise<Ended> {
  const acknowledged: string[] = [];
  const strange: string[] = [];
  while (going()) {
    const person = people.pop();
    if (!person) break;
    const { contractNumber, serialNumber } = company;
    for (const [action, path, fields] of [
      ["registration.verify", "/en/onboarding/verify", { contractNumber, serialNumber }],
      ["registration.choose-organization", "/en/onboarding/organization", { organizationId: company.middle }],
    ] as const) {
      const operationId = randomUUID() as string as OperationId;
      const reply = await untilAnswered(() => stage.post(person, path, { ...fields, operationId }));
      if (reply.status === 303) {
        acknowledged.push(ownOperation(action, { session: person, operationId }, fields));
        written += 1;
      } else strange.push(`${action}: ${reply.status}`);
    }
  }
  return { acknowledged, strange };
}

async function untilAnswered(send: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    const reply = await send().catch(() => null);
    if (reply && reply.status < 500) return reply;
    await sleep(20);
  }
}

/** Kills so often under twenty writers; gives what they saw and the longest time until all was up again. */
async function under(kill: () => void, times: number) {
  people = [];
  for (let count = 0; count < 200 + times * 60; count += 250)
    people.push(...(await stage.people(company, 250)));
  let going = true;
  const all = Promise.all(Array.from({ length: writers }, () => write(() => going)));
  const away: number[] = [];
  const before = written;
  for (let number = 0; number < times; number += 1) {
    await sleep(150 + Math.random() * 250);
    const enough = before + (number + 1) * 10;
    await vi.waitFor(() => expect(written).toBeGreaterThan(enough), { timeout: 10_000, interval: 10 });
    const began = performance.now();
    kill();
    await sleep(20);
    await stage.portal.untilHealthy();
    away.push(performance.now() - began);
  }
  going = false;
  const ends = await all;
  return {
    acknowledged: ends.flatMap(({ acknowledged }) => acknowledged),
    strange: ends.flatMap(({ strange }) => strange),
    longestMs: Math.max(...away),
  };
}

test.each([
  ["Worker", workerKills, () => stage.portal.killWorker()],
  ["database", databaseKills, () => stage.portal.killDatabase()],
])(
  "the %s dies %i times under twenty writers: no acknowledged write is missing, none is half there",
  async (_, times, kill) => {
    const { acknowledged, strange, longestMs } = await under(kill, times);

    const violations = await violationsIn({ url: stage.portal.databaseUrl }, { acknowledged });

    expect({ violations, strange }).toEqual({ violations: [], strange: [] });
    expect(acknowledged.length).toBeGreaterThan(times * 10);
    expect(longestMs).toBeLessThan(5000);
  },
  within(40_000),
);

test("every message left in the end", async () => {
  await stage.portal.cron();
  await sleep(100);

  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});
