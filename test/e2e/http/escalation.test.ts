import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "#src/i18n/languages.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { advance, agents, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const requester = tryOf("pieter.claes@noorderkaai.example");
const first = "els.wouters@noorderkaai.example";
const next = "tom.maes@noorderkaai.example";

/** Signs in, verifies and asks whoever administers. */
async function ask({ email, language, name, ...numbers }: typeof requester): Promise<Visitor> {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language, name);
  await verify(visitor, language, numbers);
  await visitor.submit();
  return visitor;
}

/** What has nothing to do with requests. */
const ofOtherMatters = ["sign-in-code", "alert-raised", "report-digest"];

/** Messages about requests sent to an address so far, the newest first. */
const requestMails = async (email: string) =>
  (await new Visitor(portal.url).mailTo(email)).filter(({ template }) => !ofOtherMatters.includes(template));

/** Their templates, the oldest first. */
const mailsTo = async (email: string) =>
  (await requestMails(email)).map(({ template }) => template).reverse();

/** The scheduled work, as the platform may do it: several at once, then once more. */
async function run() {
  await Promise.all([portal.cron(), portal.cron(), portal.cron()]);
  await portal.cron();
}

const stageOf = async (email: string) =>
  (
    await database(
      "select a.stage from access_request a join person p on p.id = a.requester_id where p.email = ? order by a.created_at desc limit 1",
      email,
    )
  )[0]!["stage"];

describe("a request that nobody answers is passed on", () => {
  let visitor: Visitor;

  test("nothing is sent before its time", async () => {
    for (const [email, language] of [
      [first, "fr"],
      [next, "en"],
    ])
      await database("update person set language = ? where email = ?", language!, email!);
    visitor = await ask(requester);
    await advance(portal, "P2DT23H59M");

    await run();

    expect(await mailsTo(first)).toEqual(["request-to-decide"]);
  });

  test("after 3 days the administrator is reminded once, in the own language, with the first link", async () => {
    await advance(portal, "PT2M");

    await run();

    const [reminder, original] = await requestMails(first);
    expect(await mailsTo(first)).toEqual(["request-to-decide", "reminder-to-decide"]);
    expect(reminder).toMatchObject({ language: "fr", links: original!.links });
    expect(await mailsTo(next)).toEqual([]);
  });

  test("after 7 days the others are asked, each by a link of their own in their language", async () => {
    await advance(portal, "P4D");

    await run();

    const [opened] = await requestMails(next);
    const other = new Visitor(portal.url);
    await other.signIn(next, "en");
    const page = await other.go(new URL(opened!.links[0]!).pathname);
    expect(opened).toMatchObject({ template: "request-opened-to-you", language: "en" });
    expect(await mailsTo(next)).toEqual(["request-opened-to-you"]);
    expect(await mailsTo(first)).toHaveLength(2);
    expect(page).toMatchObject({ status: 200, state: "decideRequest" });
    expect(page.text).toContain(requester.email);
  });

  test("it waits on To do of both, and the requester sees both", async () => {
    const other = new Visitor(portal.url);
    await other.signIn(next, "en");

    const tasks = await other.go("/en/tasks");
    const status = await visitor.go("/nl/onboarding/status");

    expect(tasks.state).toBe("waiting");
    expect(status.text).toContain("Els Wouters");
    expect(status.text).toContain("Tom Maes");
  });

  test("after 14 days it is in the agents' queue, and the requester is told so", async () => {
    await advance(portal, "P7D");

    await run();

    const agent = new Visitor(portal.url);
    await agent.signIn(agents[0], "en", "Alex Agent");
    const [mail] = await agent.mailTo(agents[0], "review-waiting");
    const review = await agent.go(new URL(mail!.links[0]!).pathname);
    const status = await visitor.go("/nl/onboarding/status");
    expect(await mailsTo(agents[1])).toEqual(["review-waiting"]);
    expect(review).toMatchObject({ page: "review", state: "open" });
    expect(review.text).toContain(requester.email);
    expect(status.find('[data-stage="agent"]')).toHaveLength(1);
  });

  test("later, nothing more follows", async () => {
    await advance(portal, "P30D");

    await run();

    expect(await mailsTo(first)).toHaveLength(2);
    expect(await mailsTo(next)).toHaveLength(1);
    // That it is late, once.
    expect(await mailsTo(agents[0])).toEqual(["review-waiting", "reviews-waiting"]);
  });
});

const cases: [Language, string, string][] = [
  ["fr", "julie.weber@moselane.example", "marc.thill@moselane.example"],
  ["en", "oliver.grant@castleford-rail.example", "priya.nair@castleford-rail.example"],
];

describe.each(cases)("in %s, where %s asked only %s", (language, email, administrator) => {
  test("scheduled work that was away for 15 days does all that it missed, once", async () => {
    const before = (await mailsTo(agents[0])).length;
    await ask(tryOf(email));
    await advance(portal, "P15D");

    await run();

    expect(await mailsTo(administrator)).toEqual(["request-to-decide", "reminder-to-decide"]);
    expect((await requestMails(administrator))[0]!.language).toBe(language);
    expect(await mailsTo(agents[0])).toHaveLength(before + 1);
    expect(await stageOf(email)).toBe(3);
  });

  test("withdrawn, it leaves the queue", async () => {
    const visitor = new Visitor(portal.url);
    await visitor.signIn(email, language);
    await visitor.go(`/${language}/onboarding/status`);

    await visitor.submit({ action: "withdraw", confirmed: "yes" });

    const [review] = await database(
      "select v.state from review v join person p on p.id = v.person_id where p.email = ? order by v.created_at desc limit 1",
      email,
    );
    expect(review).toMatchObject({ state: "withdrawn" });
  });
});

describe("a request that waits for the requester's answer", () => {
  const asking = tryOf("oliver.grant@castleford-rail.example");
  const decider = "priya.nair@castleford-rail.example";
  let visitor: Visitor;
  let before: string[];

  test("is passed on to nobody", async () => {
    await advance(portal, "P1D");
    visitor = await ask(asking);
    const administrator = new Visitor(portal.url);
    await administrator.signIn(decider, "en");
    await administrator.go(await administrator.linkTo(decider, "request-to-decide"));
    await administrator.submit({ decision: "ask", comment: "Which depot?", acceptTerms: "yes" });
    before = await mailsTo(decider);
    await advance(portal, "P20D");

    await run();

    expect(await mailsTo(decider)).toEqual(before);
    expect(await stageOf(asking.email)).toBe(0);
  });

  test("waits for its decision from the answer on", async () => {
    await visitor.go(await visitor.linkTo(asking.email, "information-asked"));
    await visitor.submit({ answer: "The one in Doncaster." });
    await advance(portal, "P2DT23H");
    await run();
    const early = await mailsTo(decider);
    await advance(portal, "PT2H");

    await run();

    expect(early).toEqual([...before, "answer-received"]);
    expect(await mailsTo(decider)).toEqual([...before, "answer-received", "reminder-to-decide"]);
  });
});

describe("whoever was asked can decide no more", () => {
  const disable = (email: string) =>
    database("update person set disabled_at = (select max(at) from audit_event) where email = ?", email);

  test("the next administrator is asked without waiting", async () => {
    const visitor = new Visitor(portal.url);
    await visitor.signIn(requester.email, "nl");
    await visitor.go("/nl/onboarding/status");
    await visitor.submit({ action: "withdraw", confirmed: "yes" });
    await advance(portal, "P1D");
    await ask(requester);
    await disable(first);

    await run();

    expect(await mailsTo(next)).toEqual([
      "request-opened-to-you",
      "administrator-changed",
      "request-opened-to-you",
    ]);
    expect(await stageOf(requester.email)).toBe(0);
  });

  test("with nobody left, an agent looks at it at once", async () => {
    await disable(next);

    await run();

    const reviews = await database(
      "select reasons from review v join person p on p.id = v.person_id where p.email = ? and v.state = 'open'",
      requester.email,
    );
    expect(reviews).toMatchObject([{ reasons: '["nobodyDecides"]' }]);
    expect(await stageOf(requester.email)).toBe(3);
  });
});

test("every invariant holds afterwards", async () => {
  const violations = await violationsIn({ url: portal.databaseUrl });

  expect(violations).toEqual([]);
});
