import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { advance, agents, mailsTo, signedIn, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({ rows: { entitlements: ["286601752,oliver.grant@castleford-rail.example,"] } });
});
afterAll(() => portal?.stop());

const day = "P1D";
const handOver = "/en/onboarding/hand-over";

/** Verifies, asks whoever decides, and takes it back. */
async function askAndWithdraw(
  visitor: Visitor,
  numbers: { contractNumber: string; serialNumber: string },
  step: "confirm" | "organization",
) {
  await verify(visitor, "en", numbers);
  const asked = await visitor.post(`/en/onboarding/${step}`, { organizationId: "none" });
  await visitor.post("/en/onboarding/status", { action: "withdraw", confirmed: "yes" });
  return asked;
}

test("nobody makes administrators and agents decide more than five times a day", async () => {
  const one = tryOf("oliver.grant@castleford-rail.example");
  const other = tryOf("fenna.dijkstra@oosterwoud-zorg.example");
  const visitor = await signedIn(portal, one.email);
  const request = () => askAndWithdraw(visitor, one, "confirm");
  const review = () => askAndWithdraw(visitor, other, "organization");
  const mails = async () => [
    (await mailsTo(portal, "priya.nair@castleford-rail.example", "request-to-decide")).length,
    (await mailsTo(portal, agents[0], "review-waiting")).filter(({ text }) => text.includes(one.email))
      .length,
  ];

  const allowed = [await request(), await review(), await review(), await review(), await review()];
  const refused = [await request(), await review()];
  const told = await mails();
  await advance(portal, day);
  const nextDay = [await request(), await review()];

  expect(allowed.map(({ status }) => status)).toEqual(Array(5).fill(303));
  expect(refused.map(({ status }) => status)).toEqual([429, 429]);
  expect(refused.map(({ errors }) => Object.values(errors))).toEqual(Array(2).fill(["requests.tooMany"]));
  expect(refused.map(({ headers }) => Number(headers.get("retry-after")) > 80_000)).toEqual([true, true]);
  expect(told).toEqual([1, 4]);
  expect(nextDay.map(({ status }) => status)).toEqual([303, 303]);
});

test("spellings of one mailbox are one person, for what may wait, be asked and be caused in a day", async () => {
  const bo = await Promise.all(
    Array.from({ length: 6 }, (_, number) => signedIn(portal, `bo+${number}@plus.example`)),
  );
  const associate = (visitor: Visitor) =>
    visitor.post("/en/onboarding/verify", {
      action: "associate",
      contractNumber: "C-0000",
      serialNumber: "S-0000",
      name: "Bo",
    });
  const feedback = (visitor: Visitor) => visitor.post("/en/feedback", { message: "A thought." });
  const invite = (visitor: Visitor) =>
    visitor.post(handOver, { email: `${String(invited.push(visitor))}@invited.example` });
  const invited: Visitor[] = [];
  const statuses: number[][] = [];
  for (const send of [associate, feedback, invite]) {
    const some = [];
    for (const visitor of bo) some.push((await send(visitor)).status);
    statuses.push(some);
  }
  const colleague = await associate(await signedIn(portal, "carla@plus.example"));

  expect(statuses).toEqual([
    [303, 303, 303, 422, 422, 422],
    [303, 303, 303, 303, 303, 429],
    [303, 303, 303, 303, 303, 429],
  ]);
  expect(colleague.status).toBe(303);
});

test("an address gets three invitations a day from all inviters together, also all at once", async () => {
  const email = "victim@bigcorp.example";
  const inviters = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => signedIn(portal, `i${number}@inviters.example`)),
  );

  const answers = await Promise.all(inviters.map((inviter) => inviter.post(handOver, { email })));
  const refused = answers.filter(({ status }) => status === 429);
  const mails = await mailsTo(portal, email, "hand-over");
  await advance(portal, day);
  const nextDay = await inviters[0]!.post(handOver, { email });

  expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 429, 429]);
  expect(refused.map(({ headers, errors }) => [Number(headers.get("retry-after")) > 80_000, errors])).toEqual(
    Array(2).fill([true, { email: "onboarding.handOver.errors.tooMany" }]),
  );
  expect([mails.length, nextDay.status]).toEqual([1, 303]);
});
