import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agents, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "en", "Agathe Renaud");
});
afterAll(() => portal.stop());

/** Numbers of a contract with which only somebody else's address is associated. */
const { contractNumber, serialNumber } = tryOf("bram.desmet@brouwerij-de-linde.example");
const page = "/en/onboarding/verify";

/** Somebody who has entered them, and stands before the way on. */
async function colleague(email: string, number = contractNumber) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "en", "Robin Tester");
  await verify(visitor, "en", { contractNumber: number, serialNumber });
  return visitor;
}

const reviewsOf = (email: string) =>
  database(
    `select v.id, v.state from review v join person p on p.id = v.person_id
     where v.kind = 'association' and p.email = ?`,
    email,
  );

async function decide(email: string, fields: Record<string, string>) {
  const [review] = await reviewsOf(email);
  await agent.go(`/en/reviews/${String(review!["id"])}`);
  return agent.submit(fields);
}

test("whose contract is not found asks an agent, goes on with what was entered, and is told", async () => {
  const email = "an.peeters@brouwerij-de-linde.example";
  const visitor = await colleague(email);

  const asked = await visitor.submit({}, "associate");
  const [told] = await visitor.mailTo(email, "under-review");
  const seen = await agent.go(`/en/reviews/${String((await reviewsOf(email))[0]!["id"])}`);
  await decide(email, { decision: "approve" });
  const [outcome] = await visitor.mailTo(email, "review-outcome");
  const back = await visitor.go(new URL(outcome!.links[0]!).pathname);
  const on = await visitor.submit({ contractNumber, serialNumber });

  expect(asked).toMatchObject({ status: 200, page: "verify" });
  expect(asked.text).toContain("An agent of Ardenne Networks is looking at your contract");
  expect(asked.field("contractNumber")).toBe(contractNumber);
  expect(new URL(told!.links[0]!).pathname).toBe(page);
  expect(seen.text).toContain(contractNumber);
  expect(back).toMatchObject({ page: "verify", state: "verified" });
  expect(on.page).toBe("organization");
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("whoever asked takes it back after a check, and may ask again", async () => {
  const email = "ine.peeters@brouwerij-de-linde.example";
  const visitor = await colleague(email);
  await visitor.submit({}, "associate");

  const check = await visitor.submit({ action: "withdraw" }, "withdraw");
  const before = await reviewsOf(email);
  const done = await visitor.submit();
  const twice = await visitor.post(page, { action: "withdraw", confirmed: "yes" });
  await verify(visitor, "en", { contractNumber, serialNumber });
  await visitor.submit({}, "associate");

  expect([check.status, check.state, check.text.includes(contractNumber)]).toEqual([200, "check", true]);
  expect(before.map(({ state }) => state)).toEqual(["open"]);
  expect(done).toMatchObject({ page: "verify", state: "empty" });
  expect(done.text).toContain(`Your request for contract ${contractNumber} is withdrawn.`);
  expect(twice.path).toBe(page);
  expect((await reviewsOf(email)).map(({ state }) => state).sort()).toEqual(["open", "withdrawn"]);
});

test("a refusal says why, and another contract can be entered", async () => {
  const email = "els.peeters@brouwerij-de-linde.example";
  const visitor = await colleague(email);
  await visitor.submit({}, "associate");

  await decide(email, { decision: "refuse", comment: "Ask your own IT department first" });
  const seen = await visitor.go(page);

  expect(seen.text).toContain("Ask your own IT department first");
  expect(seen.find('input[name="contractNumber"]')).toHaveLength(1);
});

test("nobody learns by it whether there is such a contract, and agents cannot associate what is not on record", async () => {
  const [real, invented] = await Promise.all([
    colleague("one@stranger.example"),
    colleague("two@stranger.example", "999999999"),
  ]);

  const answers = await Promise.all([real.submit({}, "associate"), invented.submit({}, "associate")]);
  const approved = await decide("two@stranger.example", { decision: "approve" });
  const offered = (await agent.go(agent.last!.path)).find('button[value="approve"]');

  expect(answers.map(({ status, page: shown, state }) => `${status} ${shown} ${state}`)).toEqual([
    "200 verify empty",
    "200 verify empty",
  ]);
  expect(approved.status).toBe(409);
  expect(offered).toEqual([]);
  expect(await database("select 1 from entitlement where email = 'two@stranger.example'")).toEqual([]);
});

test("twice, at once or from another page, it is asked once", async () => {
  const email = "twice@brouwerij-de-linde.example";
  const visitor = await colleague(email);
  const numbers = { action: "associate", contractNumber, serialNumber };

  const answers = await Promise.all([1, 2, 3].map(() => visitor.post(page, numbers)));

  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(await reviewsOf(email)).toHaveLength(1);
});

test("not for a personal address, nor for a contract that is found", async () => {
  const personal = new Visitor(portal.url);
  await personal.signIn("robin@gmail.com", "en", "Robin Tester");
  const own = new Visitor(portal.url);
  await own.signIn("bram.desmet@brouwerij-de-linde.example", "en", "Bram De Smet");
  const numbers = { action: "associate", contractNumber, serialNumber };

  const refused = await personal.post(page, numbers);
  const needless = await own.post(page, numbers);
  const told = await personal.go(page);

  expect([refused.status, refused.errors]).toEqual([
    422,
    { email: "onboarding.verify.errors.personalEmail" },
  ]);
  expect([needless.status, needless.path]).toEqual([303, page]);
  expect(await reviewsOf("bram.desmet@brouwerij-de-linde.example")).toEqual([]);
  expect(told).toMatchObject({ state: "personal", errors: refused.errors });
  expect(told.find('input[name="contractNumber"]')).toEqual([]);
});
