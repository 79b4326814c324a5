import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { requestOwn } from "./accounts.ts";
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

test("an address gets three invitations a day from others and three from colleagues, also all at once", async () => {
  const email = "victim@bigcorp.example";
  const signInAll = (domain: string) =>
    Promise.all([1, 2, 3, 4, 5].map((number) => signedIn(portal, `i${number}@${domain}`)));
  const others = await signInAll("inviters.example");
  const colleagues = await signInAll("bigcorp.example");
  const invite = (inviters: readonly Visitor[]) =>
    Promise.all(inviters.map((inviter) => inviter.post(handOver, { email })));

  const fromOthers = await invite(others);
  const fromColleagues = await invite(colleagues);
  const refused = fromOthers.filter(({ status }) => status === 429);
  await advance(portal, day);
  const nextDay = await others[0]!.post(handOver, { email });

  expect(fromOthers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 429, 429]);
  expect(fromColleagues.map(({ status }) => status).sort()).toEqual([303, 303, 303, 429, 429]);
  expect(refused.map(({ headers, errors }) => [Number(headers.get("retry-after")) > 80_000, errors])).toEqual(
    Array(2).fill([true, { email: "onboarding.handOver.errors.tooMany" }]),
  );
  expect(nextDay.status).toBe(303);
});

test("nobody keeps colleagues, or all others, from asking somebody to activate their account", async () => {
  const authorizerEmail = "chief@victim.example";
  const ask = async (email: string, identifier: string, to = authorizerEmail) => {
    const visitor = await signedIn(portal, email);
    const sent = await requestOwn(visitor, {
      authorization: { authority: "other", authorizerEmail: to, language: "en" },
      identity: { domainIdentifier: identifier },
    });
    if (sent.status === 200) await visitor.post(sent.path, { action: "withdraw", confirmed: "yes" });
    return sent.status;
  };

  const stranger = [];
  for (const at of [1, 2, 3, 4])
    stranger.push(await ask("eve@evilcorp.example", `v${at}.victim.example`, `chief+${at}@victim.example`));
  const partner = await ask("pat@partner.example", "v5.victim.example");
  const more = [];
  for (const at of [6, 7]) more.push(await ask("sam@thirdcorp.example", `v${at}.victim.example`));
  const colleague = await ask("anna@victim.example", "victim.example");

  expect(stranger).toEqual([200, 200, 200, 429]);
  expect([partner, ...more]).toEqual([200, 200, 429]);
  expect(colleague).toBe(200);
});
