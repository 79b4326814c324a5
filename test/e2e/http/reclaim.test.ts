import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Reclaims, startReclaims } from "./reclaims.ts";
import { advance, tryOf, verify } from "./world.ts";

let world: Reclaims;
beforeAll(async () => {
  world = await startReclaims();
});
afterAll(() => world.portal.stop());

const els = "els.wouters@noorderkaai.example";
const tom = "tom.maes@noorderkaai.example";
const pieter = tryOf("pieter.claes@noorderkaai.example");

describe("an organization whose administrators seem to have gone", () => {
  let visitor: Visitor;

  test("can be reclaimed by whoever waits for them: each is told in the own language, until when to object, whatever stands in the mailbox", async () => {
    await world.database("update person set language = 'fr' where email = ?", tom);
    visitor = await world.ask(pieter.email, "nl", pieter.name);
    for (const email of [els, tom])
      await world.database(
        `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at, mailbox, outside, problem)
         select 'fill-' || ? || value, 'access-changed', 'x', 'en', 3, 's', 'h', 't', 'set-aside', 0, (select max(created_at) from outbox), 0, ?, 1, 'a test'
         from json_each(?)`,
        email,
        email,
        JSON.stringify([...Array(limits.mail.toOne).keys()]),
      );

    const answer = await world.reclaim(visitor, "nl", "Ze zijn <b>weg</b>.");

    const told = await Promise.all([els, tom].map((email) => visitor.mailTo(email, "seat-reclaimed")));
    await world.database("delete from outbox where id like 'fill-%'");
    expect(answer).toMatchObject({ status: 200, page: "status", state: "requested" });
    expect(await world.stateOf(pieter.email)).toEqual(["announced"]);
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
    const second = await world.ask("second.asker@noorderkaai.example", "en", "Second Asker", pieter);

    const page = await second.go("/en/onboarding/status");
    const answer = await second.post("/en/onboarding/status", { action: "reclaim" });

    expect(page.find('form[id="reclaim"]')).toEqual([]);
    expect(answer).toMatchObject({ status: 422, errors: { form: "reclaim.errors.underWay" } });
  });

  test("an administrator finds it under To do, and sees who reclaims what", async () => {
    const administrator = await world.signedIn(tom, "fr");
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
    const administrator = await world.signedIn(tom, "fr");
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
    expect(mail!.text).toContain("> Je suis toujours là.\n— Tom Maes");
    expect(status.text).toContain("Tom Maes");
    expect(await world.stateOf(pieter.email)).toEqual(["objected"]);
  });

  test("the other administrator sees that it is over, who objected and when", async () => {
    const other = await world.signedIn(els, "nl");
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

  test("nor to a new one of the same person, for 90 days", async () => {
    await visitor.post("/nl/onboarding/status", { action: "withdraw", confirmed: "yes" });
    await advance(world.portal, "PT25H");
    await verify(visitor, "nl", pieter);
    await visitor.submit();

    const answer = await visitor.post("/nl/onboarding/status", { action: "reclaim" });

    expect(answer).toMatchObject({ status: 429, errors: { form: "reclaim.errors.again" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(80 * 86_400);
  });
});

test("without a request there is nothing to reclaim", async () => {
  const visitor = await world.signedIn("amir.khan@nordlys-seafood.example", "en");

  const answer = await visitor.post("/en/onboarding/status", { action: "reclaim" });

  expect(answer).toMatchObject({ status: 422, errors: { form: "reclaim.errors.notNow" } });
});

test("what is said may be long, not endless, and is kept when it is refused", async () => {
  const visitor = await world.signedIn("second.asker@noorderkaai.example", "en");
  await visitor.go("/en/onboarding/status");

  const answer = await visitor.submit({ action: "reclaim", comment: "x".repeat(1001) }, "reclaim");

  expect(answer).toMatchObject({ status: 422, errors: { comment: "reclaim.errors.commentTooLong" } });
  expect(answer.text).toContain("x".repeat(1001));
});

test("every invariant holds afterwards", async () => {
  const violations = await violationsIn({ url: world.portal.databaseUrl });

  expect(violations).toEqual([]);
});
