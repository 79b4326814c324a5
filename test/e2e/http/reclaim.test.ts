import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../../src/i18n/languages.ts";
import type { TestPortal } from "../../helpers/portal.ts";
import { Visitor } from "../../helpers/visitor.ts";
import { violationsIn } from "../../oracle/invariants.ts";
import { advance, agents, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
beforeAll(async () => {
  portal = await startDemo({
    rows: { entitlements: ["234967407,second.asker@noorderkaai.example,"] },
  });
  database = sql(portal);
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "en", "Alex Agent");
});
afterAll(() => portal.stop());

const els = "els.wouters@noorderkaai.example";
const tom = "tom.maes@noorderkaai.example";
const pieter = tryOf("pieter.claes@noorderkaai.example");

async function ask(email: string, language: Language, name: string, numbers = tryOf(email)) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language, name);
  await verify(visitor, language, numbers);
  await visitor.submit();
  return visitor;
}

const signedIn = async (email: string, language: Language) => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language);
  return visitor;
};

async function reclaim(visitor: Visitor, language: Language, comment = "") {
  await visitor.go(`/${language}/onboarding/status`);
  return visitor.submit({ action: "reclaim", comment }, "reclaim");
}

const stateOf = async (email: string) =>
  (
    await database(
      "select c.state from reclaim c join person p on p.id = c.claimant_id where p.email = ?",
      email,
    )
  ).map(({ state }) => state);

const templatesTo = async (email: string) =>
  (await agent.mailTo(email)).map(({ template }) => template).filter((name) => name !== "sign-in-code");

describe("an organization whose administrators seem to have gone", () => {
  let visitor: Visitor;

  test("can be reclaimed by whoever waits for them: each is told in the own language, until when to object", async () => {
    await database("update person set language = 'fr' where email = ?", tom);
    visitor = await ask(pieter.email, "nl", pieter.name);

    const answer = await reclaim(visitor, "nl", "Ze zijn <b>weg</b>.");

    const told = await Promise.all([els, tom].map((email) => visitor.mailTo(email, "seat-reclaimed")));
    expect(answer).toMatchObject({ status: 200, page: "status", state: "requested" });
    expect(await stateOf(pieter.email)).toEqual(["announced"]);
    expect(told.map(([mail]) => mail!.language)).toEqual(["nl", "fr"]);
    expect(told[0]![0]!.text).toContain("Ze zijn <b>weg</b>.");
    expect(told[0]![0]!.html).not.toContain("<b>weg</b>");
  });

  test("sent again it is the same reclaim, and the page says where it stands", async () => {
    const again = await visitor.post("/nl/onboarding/status", { action: "reclaim" });
    const page = await visitor.go("/nl/onboarding/status");

    expect([again.status, again.path]).toEqual([303, "/nl/onboarding/status"]);
    expect(page.find('form[id="reclaim"]')).toEqual([]);
    expect(await visitor.mailTo(els, "seat-reclaimed")).toHaveLength(1);
  });

  test("a second person learns that it is under way", async () => {
    const second = await ask("second.asker@noorderkaai.example", "en", "Second Asker", pieter);

    const page = await second.go("/en/onboarding/status");
    const answer = await second.post("/en/onboarding/status", { action: "reclaim" });

    expect(page.find('form[id="reclaim"]')).toEqual([]);
    expect(answer).toMatchObject({ status: 422, errors: { form: "reclaim.errors.underWay" } });
  });

  test("an administrator finds it under To do, and sees who reclaims what", async () => {
    const administrator = await signedIn(tom, "fr");
    const link = await administrator.linkTo(tom, "seat-reclaimed");

    const tasks = await administrator.go("/fr/tasks");
    const page = await administrator.go(link);
    const empty = await administrator.send({});
    const stranger = await visitor.go(link);

    expect(tasks.find(`main a[href="${link}"]`)).toHaveLength(1);
    expect(page).toMatchObject({ status: 200, page: "link", state: "objectToReclaim" });
    expect(page.text).toContain(pieter.email);
    expect([empty.status, empty.errors]).toEqual([422, { decision: "reclaim.errors.decisionRequired" }]);
    expect(stranger).toMatchObject({ status: 403, state: "otherPerson" });
  });

  test("one objection ends it, and the claimant reads why in his own language", async () => {
    const administrator = await signedIn(tom, "fr");
    const link = await administrator.linkTo(tom, "seat-reclaimed");
    await administrator.go(link);

    const answer = await administrator.send({ decision: "deny", comment: "Je suis toujours là." });
    const again = await administrator.post(link, { decision: "deny", comment: "Je suis toujours là." });
    const other = await administrator.post(link, { decision: "approve" });
    const used = await administrator.go(link);

    const [mail] = await visitor.mailTo(pieter.email, "review-outcome");
    const status = await visitor.go("/nl/onboarding/status");
    expect([answer.status, answer.path]).toEqual([303, "/fr/tasks"]);
    expect([again.status, again.path]).toEqual([303, "/fr/tasks"]);
    expect([other.status, used.status]).toEqual([410, 410]);
    expect(used.state).toBe("used");
    expect(mail).toMatchObject({ language: "nl" });
    expect(mail!.text).toContain("Je suis toujours là.");
    expect(status.text).toContain("Tom Maes");
    expect(await stateOf(pieter.email)).toEqual(["objected"]);
  });

  test("the other administrator sees that it is over, who objected and when", async () => {
    const other = await signedIn(els, "nl");
    const link = await other.linkTo(els, "seat-reclaimed");

    const page = await other.go(link);
    const late = await other.post(link, { decision: "approve" });
    const tasks = await other.go("/nl/tasks");

    expect(page).toMatchObject({ status: 410, state: "settled" });
    expect(page.text).toContain("Tom Maes");
    expect(late.status).toBe(409);
    expect(late.text).toContain("Tom Maes");
    expect(tasks.find(`main a[href="${link}"]`)).toEqual([]);
  });

  test("it is not offered to the same request again", async () => {
    const answer = await visitor.post("/nl/onboarding/status", { action: "reclaim" });

    expect(answer).toMatchObject({ status: 422, errors: { form: "reclaim.errors.settled" } });
  });
});

describe("nobody objects", () => {
  const julie = tryOf("julie.weber@moselane.example");
  const marc = "marc.thill@moselane.example";
  let visitor: Visitor;

  test("until the last minute nothing happens; then an agent is asked, once", async () => {
    visitor = await ask(julie.email, "fr", julie.name);
    await reclaim(visitor, "fr");
    await advance(portal, "P13DT23H59M");
    await portal.cron();
    const early = await stateOf(julie.email);
    await advance(portal, "PT1M");

    await Promise.all([portal.cron(), portal.cron(), portal.cron()]);
    await portal.cron();

    const reviews = await database(
      "select reasons, organization_id as place from review where kind = 'reclaim'",
    );
    expect(early).toEqual(["announced"]);
    expect(await stateOf(julie.email)).toEqual(["underReview"]);
    expect(reviews).toMatchObject([{ reasons: '["administratorGone"]', place: "moselane" }]);
    expect(await templatesTo(julie.email)).toContain("under-review");
  });

  test("as long as the agent has not decided, an administrator can still object", async () => {
    const administrator = await signedIn(marc, "fr");

    const page = await administrator.go(await administrator.linkTo(marc, "seat-reclaimed"));

    expect(page.state).toBe("objectToReclaim");
    expect(page.find('button[value="approve"]')).toEqual([]);
  });

  test("whoever administers no more can neither object nor agree, and the attempt is on record", async () => {
    const former = await signedIn(marc, "fr");
    const link = await former.linkTo(marc, "seat-reclaimed");
    await database("update seat set ended_at = 1 where person_id = 'demo-marc-thill'");

    const page = await former.go(link);
    const refused = await former.post(link, { decision: "deny" });

    await database("update seat set ended_at = null where person_id = 'demo-marc-thill'");
    const attempts = await database(
      "select refusal from audit_event where action = 'reclaim.object' and refusal is not null and actor = 'demo-marc-thill'",
    );
    expect(page).toMatchObject({ status: 403, state: "notYours" });
    expect(refused.status).toBe(403);
    expect(attempts).toMatchObject([{ refusal: "forbidden" }]);
  });

  test("appointed, the claimant takes the place of whoever has gone", async () => {
    const [row] = await database("select id from review where kind = 'reclaim'");
    const review = `/en/reviews/${String(row!["id"])}`;
    await agent.go(review);

    const answer = await agent.post(review, { decision: "appoint", organizationId: "moselane" });

    const seats = await database(
      "select p.email, s.position, s.origin from seat s join person p on p.id = s.person_id where s.organization_id = 'moselane' and s.ended_at is null",
    );
    const administrator = await signedIn(marc, "fr");
    const link = await administrator.linkTo(marc, "seat-reclaimed");
    expect(answer.status).toBe(303);
    expect(seats).toMatchObject([{ email: julie.email, position: 1, origin: "appointment" }]);
    expect(await stateOf(julie.email)).toEqual(["appointed"]);
    expect(await administrator.go(link)).toMatchObject({ status: 410, state: "settled" });
  });
});

describe("an administrator agrees", () => {
  const oliver = tryOf("oliver.grant@castleford-rail.example");
  const priya = "priya.nair@castleford-rail.example";
  let visitor: Visitor;

  test("and the agent looks at it at once", async () => {
    visitor = await ask(oliver.email, "en", oliver.name);
    await reclaim(visitor, "en");
    const administrator = await signedIn(priya, "en");
    await administrator.go(await administrator.linkTo(priya, "seat-reclaimed"));

    const answer = await administrator.send({ decision: "approve" });

    expect([answer.status, answer.path]).toEqual([303, "/en/tasks"]);
    expect(await stateOf(oliver.email)).toEqual(["underReview"]);
    expect((await visitor.mailTo(agents[1], "review-waiting"))[0]!.text).toContain(oliver.email);
  });

  test("and the claimant, who withdraws the request, withdraws the reclaim and its review", async () => {
    await visitor.go("/en/onboarding/status");

    const answer = await visitor.submit({ action: "withdraw" });

    const reviews = await database(
      "select v.state from review v join person p on p.id = v.person_id where p.email = ?",
      oliver.email,
    );
    expect(answer.state).toBe("withdrawn");
    expect(await stateOf(oliver.email)).toEqual(["withdrawn"]);
    expect(reviews).toMatchObject([{ state: "withdrawn" }]);
  });
});

test("without a request there is nothing to reclaim", async () => {
  const visitor = await signedIn("amir.khan@nordlys-seafood.example", "en");

  const answer = await visitor.post("/en/onboarding/status", { action: "reclaim" });

  expect(answer).toMatchObject({ status: 422, errors: { form: "reclaim.errors.notNow" } });
});

test("what is said may be long, not endless, and is kept when it is refused", async () => {
  const visitor = await signedIn("second.asker@noorderkaai.example", "en");
  await visitor.go("/en/onboarding/status");

  const answer = await visitor.submit({ action: "reclaim", comment: "x".repeat(1001) }, "reclaim");

  expect(answer).toMatchObject({ status: 422, errors: { comment: "reclaim.errors.commentTooLong" } });
  expect(answer.text).toContain("x".repeat(1001));
});

test("every invariant holds afterwards", async () => {
  const violations = await violationsIn({ url: portal.databaseUrl });

  expect(violations).toEqual([]);
});
