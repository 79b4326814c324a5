import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import {
  atOnce,
  lookThenAct,
  type Colleague,
  type Company,
  type Stage,
  startStage,
  tally,
} from "#test/helpers/stage.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";

const { rounds, racers } = sizes;
const addresses = Array.from({ length: racers }, (_, number) => `agent.${number}@ardenne.example`);

let stage: Stage;
let agents: readonly Colleague[];
beforeAll(async () => {
  stage = await startStage({ patient: true, env: { PORTAL_AGENTS: addresses.join(",") } });
  agents = await stage.people(await stage.company(), racers);
  await stage.write(
    agents.map(({ id }, number) =>
      build.run(sql`update person set email = ${addresses[number]} where id = ${id}`),
    ),
  );
});
afterAll(() => stage.portal.stop());

/** Somebody whom an agent has to look at, of a domain of their own since one may fill no queue, and the review's address. */
async function underReview(company: Company): Promise<Colleague & { review: string }> {
  const [person] = await stage.people(company, 1, { chosen: () => company.middle });
  const email = `claimant@${person!.id}.example`;
  await stage.write([
    build.run(sql`update person set email = ${email} where id = ${person!.id}`),
    build.run(sql`update entitlement set email = ${email} where email = ${person!.email}`),
  ]);
  await stage.post(person!, "/en/onboarding/organization", { organizationId: "none" });
  const [row] = await stage.read<{ id: string }>(sql`select id from review where person_id = ${person!.id}`);
  return { ...person!, email, review: `/en/reviews/${row!.id}` };
}

const mailsOf = async ({ email }: Colleague) =>
  tally(
    (await stage.read<{ template: string }>(sql`select template from outbox where recipient = ${email}`)).map(
      ({ template }) => template,
    ),
  );

/** One round: every agent decides on one review at once, half of them to appoint, half to refuse. */
async function decideAtOnce(): Promise<string> {
  const company = await stage.company();
  const person = await underReview(company);
  const replies = await atOnce(racers, (number) =>
    stage.post(agents[number]!, person.review, {
      decision: number % 2 ? "appoint" : "refuse",
      organizationId: company.middle,
      comment: "Because.",
    }),
  );
  const [seats] = await stage.read<{ count: number }>(
    sql`select count(*) as count from seat where person_id = ${person.id}`,
  );
  const [review] = await stage.read<{ state: string; by: string }>(
    sql`select v.state, p.name as by from review v join person p on p.id = v.decided_by where v.person_id = ${person.id}`,
  );
  const losers = replies.filter(({ status }) => status !== 303);
  const told = losers.every(({ status, body }) => status === 409 && body.includes(review!.by));
  const mails = await mailsOf(person);
  return [
    `${racers - losers.length} decided`,
    told ? "the others know who" : `the others: ${JSON.stringify(tally(losers.map(({ status }) => status)))}`,
    `${seats!.count === (review!.state === "appointed" ? 1 : 0) ? "as decided" : "not as decided"}`,
    `${mails["review-outcome"]} outcome`,
  ].join(", ");
}

const fair = "1 decided, the others know who, as decided, 1 outcome";

test(
  "of all agents who decide at once, one does; everybody else learns who",
  async () => {
    const verdicts: string[] = [];
    for (let round = 0; round < rounds / 2; round += 1) verdicts.push(await decideAtOnce());

    expect(tally(verdicts)).toEqual({ [fair]: rounds / 2 });
  },
  within(60_000),
);

test(
  "people who are appointed at once for one organization get a place each on its list",
  async () => {
    const company = await stage.company();
    const people: Awaited<ReturnType<typeof underReview>>[] = [];
    for (let number = 0; number < racers; number += 1) people.push(await underReview(company));

    const replies = await atOnce(racers, (number) =>
      stage.post(agents[number]!, people[number]!.review, {
        decision: "appoint",
        organizationId: company.middle,
      }),
    );
    const seats = await stage.read<{ position: number }>(
      sql`select position from seat where organization_id = ${company.middle} order by position`,
    );

    expect(tally(replies.map(({ status }) => status))).toEqual({ 303: racers });
    expect(seats.map(({ position }) => position)).toEqual(people.map((_, number) => number + 1));
  },
  within(60_000),
);

test(
  "a variant that looks first and decides then lets several decide: the race is hard enough to tell",
  async () => {
    await stage.write([build.run(sql`create table naive_review (decided_by integer)`)]);
    const verdicts: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await stage.write([build.run(sql`delete from naive_review`)]);
      const look = () => stage.read(sql`select 1 from naive_review`);
      await lookThenAct(stage, racers, look, async (taken, number) => {
        if (!taken.length) await stage.write([build.run(sql`insert into naive_review values (${number})`)]);
      });
      const decided = await stage.read(sql`select 1 from naive_review`);
      verdicts.push(decided.length > 1 ? "several" : "one");
    }

    expect(tally(verdicts)["several"]).toBeGreaterThanOrEqual(rounds * 0.95);
  },
  within(30_000),
);

everyInvariantHolds(() => stage);
