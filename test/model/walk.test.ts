import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import { seldom, walk } from "./walk.ts";
import { type Ground, openGround, openWorld } from "./world.ts";

/** A walk waits for each answer: the long form takes two at once, where the short one has a neighbor on the second processor. */
const lanes = long ? 2 : 1;

let grounds: readonly Ground[];
beforeAll(async () => {
  grounds = await Promise.all(Array.from({ length: lanes }, openGround));
});
afterAll(() => Promise.all(grounds.map(({ stage }) => stage.portal.stop())));

/** What a walk does not miss, so that nobody takes standing still for walking. */
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
  "onStatus reclaim",
  "suspend",
  "restore",
];

test(
  "whatever people, agents and time do in whatever order, every invariant holds",
  async () => {
    const walked = await Promise.all(
      grounds.map((ground, lane) =>
        walk(ground, { runs: sizes.walks / lanes, steps: 9, first: lane ? [] : seldom }),
      ),
    );
    const failures = walked.flatMap(({ failure, example }) => (failure ? [`${failure}\n${example}`] : []));
    const missed = everyWalkHas.filter((name) => !walked.some(({ succeeded }) => succeeded[name]));

    expect({ failures, missed }).toEqual({ failures: [], missed: [] });
  },
  within(300_000),
);

test("an appointment is of whom the review is about, whoever else is named in the form", async () => {
  const world = await openWorld(grounds[0]!, 0);
  const [, waiting, , , reviewed] = world.colleagues;
  const { contractNumber, serialNumber, middle: organizationId } = world.company;
  const { post } = world.stage;
  await post(waiting!, "/en/onboarding/verify", { contractNumber, serialNumber });
  await post(waiting!, "/en/onboarding/confirm");
  await world.stage.write([build.run(sql`update seat set ended_at = created_at`)]);
  await post(reviewed!, "/en/onboarding/verify", { contractNumber, serialNumber });
  await post(reviewed!, "/en/onboarding/organization", { organizationId: "none" });
  const [review] = (await world.facts()).reviews;

  const path = `/en/reviews/${review!.id}`;
  const reply = await post(world.agent, path, { decision: "appoint", organizationId, email: waiting!.email });

  const { requests, seats } = await world.facts();
  expect(reply.status).toBe(303);
  expect(seats.find(({ endedAt }) => endedAt === null)).toMatchObject({ personId: reviewed!.id });
  expect(requests).toMatchObject([{ requesterId: waiting!.id, state: "pending" }]);
});
