import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { type Reviewed, reviewed } from "./reviewed.ts";
import { agents, sql, startDemo } from "./world.ts";

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

describe("an agent appoints for another organization", () => {
  const email = "conor.byrne@harrow-wren.example";
  let one: Reviewed;
  const found = async (text: string) => {
    const page = await agent.fr.go(`/fr/${one.at}?search=${encodeURIComponent(text)}`);
    return page.find('main input[name="organizationId"]').map(({ attributes }) => attributes["value"]);
  };

  test("found by the beginning of a name, by domain, by address, by contract number", async () => {
    one = await of.reviewOf(email, "none");

    const without = await found("");
    const results = [
      await found("feldkamp u"),
      await found("FELDKAMP.example"),
      await found("someone@feldkamp.example"),
      await found("246 631 450"),
    ];

    expect(without).toEqual(["harrow-wren", "harrow-wren-ie"]);
    expect(results[0]).toEqual([...without, "feldkamp-uk", "feldkamp"]);
    expect(results[1]).toEqual(expect.arrayContaining(["feldkamp", "feldkamp-de-kassel", "feldkamp-uk"]));
    expect(results[2]).toEqual(results[1]);
    expect(results[3]).toEqual(results[0]);
  });

  test("what stands for anything elsewhere stands for itself", async () => {
    const results = [await found("%"), await found("_eldkamp"), await found("'; drop table seat; --")];

    expect(new Set(results.flat())).toEqual(new Set(["harrow-wren", "harrow-wren-ie"]));
  });

  test("nothing chosen, and what does not exist, is refused at the field", async () => {
    await agent.fr.go(`/fr/${one.at}`);
    const none = await agent.fr.submit({ decision: "appoint" });
    const unknown = await agent.fr.submit({ decision: "appoint", organizationId: "nowhere" });
    const nothing = await agent.fr.submit();

    expect([none.status, none.errors]).toEqual([
      422,
      { organizationId: "reviews.errors.organizationUnknown" },
    ]);
    expect([unknown.status, unknown.errors]).toEqual([
      422,
      { organizationId: "reviews.errors.organizationUnknown" },
    ]);
    expect([nothing.status, nothing.errors]).toEqual([422, { decision: "reviews.errors.decisionRequired" }]);
  });

  test("the person becomes administrator there and is told so", async () => {
    await agent.fr.go(`/fr/${one.at}?search=harrow%20%26%20wren%20united`);
    const decided = await agent.fr.submit({ decision: "appoint", organizationId: "harrow-wren-uk-leeds" });
    const [mail] = await one.person.mailTo(email, "review-outcome");
    const status = await one.person.go("/en/onboarding/status");

    expect(decided).toMatchObject({ page: "review", state: "appointed" });
    expect(decided.text).toContain("Harrow & Wren Print Works");
    expect(await of.seatsOf(email)).toEqual([
      { place: "harrow-wren-uk-leeds", position: 1, origin: "appointment", fromReview: one.id },
    ]);
    expect(say(mail!.text)).toContain(say(translator("en")("emails.review-outcome.found")));
    expect(status.text).toContain("Harrow & Wren Print Works");
  });
});

describe("an organization that has an administrator meanwhile", () => {
  const email = "sophie.lejeune@hautepierre.example";

  test("the page says so before the decision, and an appointment adds one", async () => {
    const one = await of.reviewOf(email);
    await database(
      `insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
       values ('meanwhile', 'hautepierre', 'demo-olivier-mercier', 1, 'appointment', 'x', 1)`,
    );

    const page = await agent.nl.go(`/nl/${one.at}`);
    const decided = await agent.nl.submit({ decision: "appoint", organizationId: "hautepierre" });

    expect(page.text).toContain("Olivier Mercier");
    expect(page.text).toContain(
      say(
        translator("nl")("reviews.administrators.meanwhile", { organization: "Cristallerie de Hautepierre" }),
      ),
    );
    expect(decided).toMatchObject({ state: "appointed" });
    expect(
      await agent.nl.mailTo("olivier.mercier@mercier-conseil.example", "administrator-changed"),
    ).toHaveLength(1);
    expect(await of.seatsOf(email)).toMatchObject([{ place: "hautepierre", position: 2 }]);
  });
});

test("an agent does not decide on an own request, and what a kind does not have is no decision", async () => {
  const { at } = await of.reviewOf("nadia.benali@morvanelle.example", "none");
  await database(
    "update review set person_id = (select id from person where email = ?) where id = ?",
    agents[0],
    at.replace("reviews/", ""),
  );

  const own = await agent.fr.post(`/fr/${at}`, { decision: "appoint" });
  const strange = await agent.nl.post(`/nl/${at}`, { decision: "approve" });

  expect(own.status).toBe(403);
  expect(strange.status).toBe(400);
});
