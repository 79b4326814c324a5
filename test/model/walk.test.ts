import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { seldom, walk } from "./walk.ts";
import { type Ground, openGround, openWorld } from "./world.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.stage.portal.stop());

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
    const { failure, example, succeeded } = await walk(ground, {
      runs: sizes.walks,
      steps: 9,
      first: seldom,
    });
    const missed = everyWalkHas.filter((name) => !succeeded[name]);

    expect({ failure: failure && `${failure}\n${example}`, missed }).toEqual({ failure: null, missed: [] });
  },
  within(300_000),
);

test("an appointment is of whom the review is about, whoever else is named in the form", async () => {
  const world = await openWorld(ground, 0);
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
