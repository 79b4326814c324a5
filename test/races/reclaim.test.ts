import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { atOnce, type Colleague, type Company, type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";

const rounds = Math.ceil(sizes.rounds / 4);
const { racers } = sizes;
const status = "/en/onboarding/status";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ patient: true, env: { PORTAL_AGENTS: "agent@ardenne.example" } });
});
afterAll(() => stage.portal.stop());

interface Asking {
  readonly company: Company;
  readonly administrator: Colleague;
  readonly people: readonly Colleague[];
}

/** A company with an administrator, and so many people who wait for an answer. */
async function asking(count: number): Promise<Asking> {
  const company = await stage.company();
  const [administrator] = await stage.people(company, 1, { chosen: () => company.middle, linkSentAgoMs: 0 });
  await stage.post(administrator!, administrator!.link);
  const people = await stage.people(company, count, { chosen: () => company.middle });
  await Promise.all(people.map((person) => stage.post(person, "/en/onboarding/confirm")));
  return { company, administrator: administrator!, people };
}

const stateOf = async ({ middle }: Company) =>
  (await stage.read<{ state: string }>(sql`select state from reclaim where organization_id = ${middle}`)).map(
    ({ state }) => state,
  );

const mailsTo = async ({ email }: Colleague, template: string) =>
  (
    await stage.read<{ id: string }>(
      sql`select id from outbox where recipient = ${email} and template = ${template}`,
    )
  ).length;

async function each<T>(round: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let number = 0; number < rounds; number += 1) results.push(await round());
  return results;
}

const once = <T>(ends: readonly T[]) => [...new Set(ends.map((end) => JSON.stringify(end)))];

test(
  "of many who reclaim an organization at once, one does, and the others learn that it is under way",
  async () => {
    const ends = await each(async () => {
      const { company, administrator, people } = await asking(racers);
      const replies = await atOnce(racers, (number) =>
        stage.post(people[number]!, status, { action: "reclaim" }),
      );
      return {
        answers: tally(replies.map((reply) => reply.status)),
        reclaims: await stateOf(company),
        told: await mailsTo(administrator, "seat-reclaimed"),
      };
    });

    expect(once(ends)).toEqual([
      JSON.stringify({ answers: { 303: 1, 422: racers - 1 }, reclaims: ["announced"], told: 1 }),
    ]);
  },
  within(120_000),
);

test(
  "an objection, pressed many times while the claimant withdraws, does one of the two, and is told once",
  async () => {
    const ends = await each(async () => {
      const { company, administrator, people } = await asking(1);
      const claimant = people[0]!;
      await stage.post(claimant, status, { action: "reclaim" });
      const link = await linkOf(administrator);
      const replies = await atOnce(racers, (number) =>
        number % 2
          ? stage.post(administrator, link, { decision: "deny" })
          : stage.post(claimant, status, { action: "withdraw", confirmed: "yes" }),
      );
      const [state] = await stateOf(company);
      return {
        strange: replies.map((reply) => reply.status).filter((code) => ![303, 409].includes(code)),
        end: `${state}, told ${await mailsTo(claimant, "review-outcome")}`,
      };
    });

    expect(ends.flatMap(({ strange }) => strange)).toEqual([]);
    expect(["objected, told 1", "withdrawn, told 0"]).toEqual(
      expect.arrayContaining([...new Set(ends.map(({ end }) => end))]),
    );
  },
  within(120_000),
);

everyInvariantHolds(() => stage);

/** The path of the link by which an administrator may object, from the task that leads to it. */
async function linkOf(administrator: Colleague): Promise<string> {
  const { body } = await stage.get(administrator, "/en/tasks");
  return /href="(\/en\/link\/o[^"]+)"/u.exec(body)![1]!;
}
