import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Reclaims, startReclaims } from "./reclaims.ts";
import { advance, agents, tryOf } from "./world.ts";

let world: Reclaims;
beforeAll(async () => {
  world = await startReclaims();
});
afterAll(() => world.portal.stop());

describe("nobody objects", () => {
  const julie = tryOf("julie.weber@moselane.example");
  const marc = "marc.thill@moselane.example";
  let visitor: Visitor;

  test("until the last minute nothing happens; then an agent is asked, once", async () => {
    visitor = await world.ask(julie.email, "fr", julie.name);
    await world.reclaim(visitor, "fr");
    await advance(world.portal, "P13DT23H59M");
    await world.portal.cron();
    const early = await world.stateOf(julie.email);
    await advance(world.portal, "PT1M");

    await Promise.all([world.portal.cron(), world.portal.cron(), world.portal.cron()]);
    await world.portal.cron();

    const reviews = await world.database(
      "select reasons, organization_id as place from review where kind = 'reclaim'",
    );
    expect(early).toEqual(["announced"]);
    expect(await world.stateOf(julie.email)).toEqual(["underReview"]);
    expect(reviews).toMatchObject([{ reasons: '["administratorGone"]', place: "moselane" }]);
    expect(await visitor.mailTo(julie.email, "under-review")).toHaveLength(1);
  });

  test("as long as the agent has not decided, an administrator can still object", async () => {
    const administrator = await world.signedIn(marc, "fr");

    const page = await administrator.go(await administrator.linkTo(marc, "seat-reclaimed"));

    expect(page.state).toBe("objectToReclaim");
    expect(page.find('button[value="approve"]')).toEqual([]);
  });

  test("whoever administers no more can neither object nor agree, and the attempt is on record", async () => {
    const former = await world.signedIn(marc, "fr");
    const link = await former.linkTo(marc, "seat-reclaimed");
    await world.database("update seat set ended_at = 1 where person_id = 'demo-marc-thill'");

    const page = await former.go(link);
    const refused = await former.post(link, { decision: "deny" });

    await world.database("update seat set ended_at = null where person_id = 'demo-marc-thill'");
    const attempts = await world.database(
      "select refusal from audit_event where action = 'reclaim.object' and refusal is not null and actor = 'demo-marc-thill'",
    );
    expect(page).toMatchObject({ status: 403, state: "notYours" });
    expect(refused.status).toBe(403);
    expect(attempts).toMatchObject([{ refusal: "forbidden" }]);
  });

  test("appointed, the claimant takes the place of whoever has gone", async () => {
    const agent = await world.signedIn(agents[0], "en", "Alex Agent");
    const [row] = await world.database("select id from review where kind = 'reclaim'");
    const review = `/en/reviews/${String(row!["id"])}`;
    await agent.go(review);

    const answer = await agent.post(review, { decision: "appoint", organizationId: "moselane" });

    const seats = await world.database(
      "select p.email, s.position, s.origin from seat s join person p on p.id = s.person_id where s.organization_id = 'moselane' and s.ended_at is null",
    );
    const administrator = await world.signedIn(marc, "fr");
    const link = await administrator.linkTo(marc, "seat-reclaimed");
    expect(answer.status).toBe(303);
    expect(seats).toMatchObject([{ email: julie.email, position: 1, origin: "appointment" }]);
    expect(await world.stateOf(julie.email)).toEqual(["appointed"]);
    expect(await administrator.go(link)).toMatchObject({ status: 410, state: "settled" });
  });
});

describe("an administrator agrees", () => {
  const oliver = tryOf("oliver.grant@castleford-rail.example");
  const priya = "priya.nair@castleford-rail.example";
  let visitor: Visitor;

  test("and the agent looks at it at once", async () => {
    visitor = await world.ask(oliver.email, "en", oliver.name);
    await world.reclaim(visitor, "en");
    const administrator = await world.signedIn(priya, "en");
    await administrator.go(await administrator.linkTo(priya, "seat-reclaimed"));

    const answer = await administrator.send({ decision: "approve" });

    expect([answer.status, answer.path]).toEqual([303, "/en/tasks"]);
    expect(await world.stateOf(oliver.email)).toEqual(["underReview"]);
    expect((await visitor.mailTo(agents[1], "review-waiting"))[0]!.text).toContain(oliver.email);
  });

  test("and the claimant, who withdraws the request, withdraws the reclaim and its review", async () => {
    await visitor.go("/en/onboarding/status");

    const answer = await visitor.submit({ action: "withdraw", confirmed: "yes" });

    const reviews = await world.database(
      "select v.state from review v join person p on p.id = v.person_id where p.email = ?",
      oliver.email,
    );
    expect(answer.state).toBe("withdrawn");
    expect(await world.stateOf(oliver.email)).toEqual(["withdrawn"]);
    expect(reviews).toMatchObject([{ state: "withdrawn" }]);
  });
});

test("every invariant holds afterwards", async () => {
  const violations = await violationsIn({ url: world.portal.databaseUrl });

  expect(violations).toEqual([]);
});
