import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { type Reviewed, reviewed } from "./reviewed.ts";
import { advance, agents, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let of: ReturnType<typeof reviewed>;
const agent = {} as Record<"fr" | "nl", Visitor>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  of = reviewed(portal);
  agent.fr = new Visitor(portal.url);
  await agent.fr.signIn(agents[0], "fr", "Agathe Renaud");
  agent.nl = new Visitor(portal.url);
  await agent.nl.signIn(agents[1], "nl", "Bart Peeters");
});
afterAll(() => portal.stop());

const say = (sentence: string) => sentence.replace(/\s/gu, " ");

describe("an agent appoints somebody for the organization asked for", () => {
  const email = "daan.hoekstra@oosterwoud-zorg.example";
  let one: Reviewed;

  test("the page has everything that is known, in the agent's language", async () => {
    one = await of.reviewOf(email);

    const queue = await agent.fr.go("/fr/reviews");
    const page = await agent.fr.go(`/fr/${one.at}`);

    expect(queue.find(`main a[href="/fr/${one.at}"]`)).toHaveLength(1);
    expect(page).toMatchObject({ status: 200, page: "review", state: "open" });
    for (const fact of [
      "Daan Hoekstra",
      email,
      "Nederlands",
      "Smart Net Total Care",
      "Oosterwoud Assen",
      "Zorggroep Oosterwoud",
      "Parklaan 60, 9401 Assen, Pays-Bas",
      "oosterwoud-zorg.example",
      say(translator("fr")("reviews.proof.holds")),
      say(translator("fr")("reviews.reasons.rootClaimedFromLeaf")),
    ])
      expect(page.text).toContain(fact);
  });

  test("the seat, the role, the registration and four messages follow at once, in the person's language", async () => {
    const decided = await agent.fr.submit({ decision: "appoint", organizationId: "oosterwoud" });
    const mails = (await one.person.mailTo(email)).filter((mail) => mail.template !== "sign-in-code");
    const status = await one.person.go("/nl/onboarding/status");
    const roles = await database("select role, origin_id as origin from role where origin_id = ?", one.id);

    expect(decided).toMatchObject({ page: "review", state: "appointed" });
    expect(await of.seatsOf(email)).toEqual([
      { place: "oosterwoud", position: 1, origin: "appointment", fromReview: one.id },
    ]);
    expect(roles).toEqual([{ role: "customer-administrator", origin: one.id }]);
    expect(mails.map((mail) => [mail.template, mail.language]).sort()).toEqual(
      ["accept-terms", "customer-administrator-granted", "review-outcome", "under-review", "welcome"].map(
        (template) => [template, "nl"],
      ),
    );
    expect(status).toMatchObject({ state: "administrator" });
    expect(status.text).toContain("Zorggroep Oosterwoud");
  });

  test("it is on record, and the terms can be accepted by the link", async () => {
    const link = await one.person.linkTo(email, "accept-terms");
    await one.person.go(link);
    const accepted = await one.person.submit({ acceptTerms: "yes" });

    expect(await of.auditOf(one.id)).toEqual([
      { action: "registration.choose-organization", was: null, is_now: "open", refusal: null },
      { action: "review.appoint", was: "open", is_now: "appointed", refusal: null },
    ]);
    expect(accepted.path).toBe("/nl/organizations/oosterwoud");
  });

  test("the same decision again is answered as the first time; another agent learns who decided and when", async () => {
    const again = await agent.fr.post(`/fr/${one.at}`, { decision: "appoint" });
    const late = await agent.nl.post(`/nl/${one.at}`, { decision: "refuse", comment: "Nee." });
    const seen = await agent.nl.go(`/nl/${one.at}`);
    const queue = await agent.nl.go("/nl/reviews");

    expect([again.status, again.path]).toEqual([303, `/fr/${one.at}`]);
    expect(late).toMatchObject({ status: 409, page: "problem" });
    expect(late.text).toContain("Agathe Renaud");
    expect(late.text).toMatch(/\d{1,2} \w+ \d{4} om \d{2}:\d{2}/u);
    expect(seen).toMatchObject({ status: 200, state: "appointed" });
    expect(seen.text).toContain("Agathe Renaud");
    expect(seen.find("main form")).toEqual([]);
    expect(queue.find(`main a[href="/nl/${one.at}"]`)).toHaveLength(1);
    expect((await of.auditOf(one.id)).at(-1)).toMatchObject({ action: "review.decide", refusal: "conflict" });
  });
});

describe("an agent refuses", () => {
  const email = "grace.miller@integrix.example";
  let one: Reviewed;

  test("not without a reason, and not with one that is too long", async () => {
    one = await of.reviewOf(email);
    await agent.nl.go(`/nl/${one.at}`);

    const empty = await agent.nl.submit({ decision: "refuse", comment: " \n " });
    const long = await agent.nl.submit({ decision: "refuse", comment: "x".repeat(1001) });

    expect([empty.status, empty.errors]).toEqual([422, { comment: "reviews.errors.reasonRequired" }]);
    expect([long.status, long.errors]).toEqual([422, { comment: "reviews.errors.reasonTooLong" }]);
  });

  test("the person reads the reason by e-mail and on the status page, and can begin again", async () => {
    const reason = "You work for a partner <i>of</i> this company.";
    const decided = await agent.nl.submit({ decision: "refuse", comment: reason });
    const [mail] = await one.person.mailTo(email, "review-outcome");
    const status = await one.person.go("/en/onboarding/status");
    const anew = await one.person.go("/en/onboarding/verify");

    expect(decided).toMatchObject({ page: "review", state: "refused" });
    expect(mail).toMatchObject({ language: "en", status: expect.any(String) });
    expect(mail!.text).toContain(reason);
    expect(mail!.html).not.toContain("<i>");
    expect(status).toMatchObject({ state: "refused" });
    expect(status.text).toContain(reason);
    expect(anew).toMatchObject({ page: "verify", state: "empty" });
    expect(await of.seatsOf(email)).toEqual([]);
  });
});

test("nobody but agents learns that there are reviews, nor writes into their record", async () => {
  const { at, id } = await of.reviewOf("harriet.cole@feldkamp.example");
  const outsiders = ["els.wouters@noorderkaai.example", "harriet.cole@feldkamp.example"];
  const answers = [];
  for (const email of outsiders) {
    const outsider = new Visitor(portal.url);
    await outsider.signIn(email, "en");
    for (const path of ["/en/reviews", `/en/${at}`, "/en/reviews/none"])
      answers.push((await outsider.go(path)).status);
    for (const decision of ["appoint", "refuse"])
      answers.push((await outsider.post(`/en/${at}`, { decision, comment: "No." })).status);
  }
  const nobody = await new Visitor(portal.url).request("POST", `/en/${at}`, "decision=appoint");

  expect(new Set(answers)).toEqual(new Set([404]));
  expect(nobody.status).toBe(303);
  expect((await of.auditOf(id)).filter(({ refusal }) => refusal !== null)).toEqual([]);
});

test("each page of reviews takes one trip to the database, each decision two", async () => {
  const answer = await fetch(`${portal.url}/dev/stats`);
  const { requests } = (await answer.json()) as {
    requests: { method: string; address: string; databaseRoundTrips: number }[];
  };

  const reviews = requests.filter(({ address }) => address.includes("/reviews"));
  const most = (method: string) =>
    Math.max(
      ...reviews.filter((one) => one.method === method).map(({ databaseRoundTrips }) => databaseRoundTrips),
    );

  expect([most("GET"), most("POST")]).toEqual([1, 2]);
});

test("a review that nobody decides in time: the person and the agents are told once, and no page promises what is over", async () => {
  const email = "sophie.lejeune@hautepierre.example";
  const t = translator("fr");
  const one = await of.reviewOf(email);
  const early = await one.person.go("/fr/onboarding/status");
  await advance(portal, "PT23H");
  await portal.cron();
  const before = await one.person.mailTo(email, "under-review");
  await advance(portal, "PT2H");
  await portal.cron();
  await portal.cron();
  const mails = await one.person.mailTo(email, "under-review");
  const told = (await one.person.mailTo(agents[1], "reviews-waiting")).filter(({ text }) =>
    text.includes("Sophie Lejeune"),
  );
  const late = await one.person.go("/fr/onboarding/status");

  expect(early.text).not.toContain(say(t("timeline.review.late")));
  expect(early.find(".timeline__now time")).toHaveLength(1);
  expect([before.length, mails.length, told.length]).toEqual([1, 2, 1]);
  expect(mails[0]!.text).toContain(t("emails.under-review.lateBody"));
  expect(late.text).toContain(say(t("timeline.review.late")));
  expect(late.text).toContain(say(t("onboarding.review.overdue", { email, dateTime: "…" }).split("…")[0]!));
  expect(late.find(".timeline__now time")).toHaveLength(0);
});
