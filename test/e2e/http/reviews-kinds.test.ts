import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replyIn } from "#src/i18n/replies.ts";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { advance, agents, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "fr", "Agathe Renaud");
});
afterAll(() => portal.stop());

const say = (sentence: string) => sentence.replace(/\s/gu, " ");

/** Somebody who has asked the administrator in office for access. */
async function requester(email: string) {
  const one = tryOf(email);
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, one.language, one.name);
  await verify(visitor, one.language, one);
  await visitor.submit();
  return visitor;
}

/** The address of the newest review that agents were told of, in the agent's language. */
async function newestReview(kind: string): Promise<string> {
  const [row] = await database(
    "select id from review where kind = ? and state in ('open', 'waiting') order by created_at desc limit 1",
    kind,
  );
  return `/fr/reviews/${row!["id"]}`;
}

/** Time passes and the scheduled work is done, as often as it takes. */
async function wait(duration: string) {
  await advance(portal, duration);
  for (let run = 0; run < 4; run += 1) await portal.cron();
}

const templatesTo = async (visitor: Visitor, email: string) =>
  (await visitor.mailTo(email)).map(({ template, language }) => `${template} ${language}`);

describe("a request that nobody has answered", () => {
  const asking = "pieter.claes@noorderkaai.example";
  const denied = "julie.weber@moselane.example";

  test("comes to the agents after 14 days, with whom it was put to", async () => {
    const people = [await requester(asking), await requester(denied)];
    await wait("P15D");

    const [mail] = await agent.mailTo(agents[0], "review-waiting");
    const page = await agent.go(await newestReview("accessRequest"));

    expect(people.map(({ last }) => last!.state)).toEqual(["requested", "requested"]);
    expect(mail!.language).toBe("fr");
    expect(page).toMatchObject({ page: "review", state: "open" });
    expect(page.text).toContain(say(translator("fr")("reviews.reasons.unanswered")));
    expect(page.text).toMatch(/els\.wouters@|marc\.thill@/u);
  });

  test("the agent approves with a role, and the requester hears of it in his own language", async () => {
    const [row] = await database(
      "select v.id from review v join person p on p.id = v.person_id where p.email = ?",
      asking,
    );
    await agent.go(`/fr/reviews/${row!["id"]}`);
    const none = await agent.submit({ decision: "approve" });
    const decided = await agent.submit({ decision: "approve", role: "customer-user" });
    const person = new Visitor(portal.url);
    const roles = await database("select role from role where person_id = 'demo-pieter-claes'");

    expect([none.status, Object.keys(none.errors)]).toEqual([422, ["role"]]);
    expect(decided).toMatchObject({ page: "review", state: "approved" });
    expect(roles).toEqual([{ role: "customer-user" }]);
    expect(await templatesTo(person, asking)).toContain("access-granted nl");
  });

  test("the agent refuses with a reason, which the requester reads", async () => {
    await agent.go(await newestReview("accessRequest"));
    const empty = await agent.submit({ decision: "refuse" });
    const decided = await agent.submit({
      decision: "refuse",
      reply: "refuse.notYours",
      comment: "Personne ne vous connaît.",
    });
    const [mail] = await agent.mailTo(denied, "access-denied");

    expect([empty.status, Object.keys(empty.errors)]).toEqual([422, ["comment"]]);
    expect(decided).toMatchObject({ page: "review", state: "refused" });
    expect(mail!.language).toBe("fr");
    expect(mail!.text).toContain("Personne ne vous connaît.");
    expect(mail!.text).toContain(replyIn("fr", "refuse.notYours"));
  });
});

describe("an organization whose administrators have gone", () => {
  const claimant = "oliver.grant@castleford-rail.example";
  let person: Visitor;

  test("is reviewed when nobody has objected", async () => {
    person = await requester(claimant);
    await person.submit({ action: "reclaim", comment: "Priya left in spring." }, "reclaim");
    await wait("P15D");

    const page = await agent.go(await newestReview("reclaim"));

    expect(page).toMatchObject({ page: "review", state: "open" });
    expect(page.text).toContain("Priya left in spring.");
    expect(page.text).toContain("Priya Nair");
    expect(page.find('main input[name="organizationId"]')).toEqual([]);
  });

  test("the claimant becomes its first administrator, the others leave the list, all that was asked is settled", async () => {
    const decided = await agent.submit({ decision: "appoint" });
    const seats = await database(
      "select person_id as person, position, ended_at is null as held from seat where organization_id = 'castleford' order by created_at",
    );
    const [request] = await database(
      "select a.state from access_request a join person p on p.id = a.requester_id where p.email = ?",
      claimant,
    );
    const status = await person.go("/en/onboarding/status");

    expect(decided).toMatchObject({ page: "review", state: "appointed" });
    expect(seats).toMatchObject([
      { person: "demo-priya-nair", held: 0 },
      { person: "demo-oliver-grant", position: 1, held: 1 },
    ]);
    expect(request).toEqual({ state: "expired" });
    expect(status).toMatchObject({ state: "administrator" });
    expect(await templatesTo(person, claimant)).toContain("review-outcome en");
    expect(await templatesTo(person, "priya.nair@castleford-rail.example")).toContain("access-changed en");
    expect(
      await database("select 1 from review where state in ('open', 'waiting') and kind <> 'vacancy'"),
    ).toEqual([]);
  });
});

describe("an organization with people and nobody who decides", () => {
  const named = "nouvelle.venue@moselane.example";

  test("comes to the agents by itself, with its people", async () => {
    await database("update person set disabled_at = 1 where id = 'demo-marc-thill'");
    await database(
      `insert into role (id, organization_id, person_id, role, origin_id, created_at)
       values ('member', 'moselane', 'demo-julie-weber', 'customer-user',
         (select id from operation limit 1), 1)`,
    );
    await database(
      `insert into audit_event (at, actor, action, subject_id, organization_id, to_state, operation_id)
       values (1, 'demo-julie-weber', 'role.give', 'member', 'moselane', 'customer-user', (select id from operation limit 1))`,
    );
    await wait("PT1M");

    const page = await agent.go(await newestReview("vacancy"));

    expect(page).toMatchObject({ page: "review", state: "open" });
    expect(page.text).toContain("Banque Moselane");
    expect(page.text).toContain("julie.weber@moselane.example");
  });

  test("an address that is none, or a personal one, is refused", async () => {
    const none = await agent.submit({ decision: "appoint", email: "" });
    const personal = await agent.submit({ decision: "appoint", email: "someone@gmail.com" });
    const colleague = await agent.submit({ decision: "appoint", email: agents[1] });
    const oneself = await agent.submit({ decision: "appoint", email: agents[0].replace("@", "+else@") });

    expect([none.status, Object.keys(none.errors)]).toEqual([422, ["email"]]);
    for (const { status, errors } of [colleague, oneself])
      expect([status, errors]).toEqual([422, { email: "reviews.errors.agent" }]);
    expect([personal.status, personal.errors]).toEqual([422, { email: "organization.errors.emailPersonal" }]);
  });

  test("whoever the agent names becomes administrator, with no account beforehand, in the language chosen", async () => {
    const decided = await agent.submit({ decision: "appoint", email: named.toUpperCase(), language: "nl" });
    const mails = await templatesTo(agent, named);
    const person = new Visitor(portal.url);
    await person.signIn(named, "nl", "Noor Venue");
    const own = await person.go("/nl/organizations/moselane");

    expect(decided).toMatchObject({ page: "review", state: "appointed" });
    expect(decided.text).toContain(named);
    expect(mails.sort()).toEqual([
      "accept-terms nl",
      "customer-administrator-granted nl",
      "review-outcome nl",
      "welcome nl",
    ]);
    expect(own.status).toBe(200);
  });
});

test("every invariant holds afterwards", async () => {
  await portal.cron();

  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
