import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sizes, within } from "../proof/sizes.ts";
import { atOnce, startStage, type Stage, tally } from "../helpers/stage.ts";
import { startDatabase } from "../helpers/database.ts";

const { rounds, racers } = sizes;
let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.portal.stop());

test("x", { timeout: within(60_000) }, async () => {
  const company = await stage.company();
  const people = await stage.people(company, racers, { chosen: () => company.middle, linkSentAgoMs: 0 });
  const replies = await atOnce(racers, (n) => stage.post(people[n]!, people[n]!.link));
  console.log(tally(replies.map((r) => `${r.status} ${r.location}`)), Math.max(...replies.map((r) => r.tookMs)));
  const lost = replies.findIndex((r) => r.status !== 303);
  console.log(replies[lost]!.body);
  const after = await stage.get(people[lost]!, "/en/onboarding/status");
  console.log(after.status, after.body.slice(0, 200));
  console.log(await stage.read(sql`select * from seat`));
});
