import { afterAll, beforeAll, expect, test } from "vitest";
import { assessmentReasons } from "#src/domain/assessment.ts";
import { formats } from "#src/i18n/formats.ts";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { agents, choose, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  await database(
    `insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at, ended_at)
     values ('gone', 'clairval-be', 'demo-els-wouters', 1, 'claim', 'x', 1, 2)`,
  );
});
afterAll(() => portal.stop());

const say = (sentence: string) => sentence.replace(/\s/gu, " ");

const cases = [
  ["fenna.dijkstra@oosterwoud-zorg.example", ["noneOfTheAbove"]],
  ["olivier.mercier@mercier-conseil.example", ["domainUnknown"]],
  ["grace.miller@integrix.example", ["domainUnknown", "domainOfAnotherCompany"]],
  ["sophie.lejeune@hautepierre.example", ["rootClaimedFromLeaf"]],
  ["daan.hoekstra@oosterwoud-zorg.example", ["rootClaimedFromLeaf"]],
  ["harriet.cole@feldkamp.example", ["rootClaimedFromLeaf"]],
  ["camille.renard@clairval.example", ["administratorLost"]],
] as const;

test("each reason is tried", () => {
  expect(new Set(cases.flatMap(([, reasons]) => reasons))).toEqual(new Set(assessmentReasons));
});

test.each(cases)("%s: an agent looks, because of %j", async (email, reasons) => {
  const { language, organizationId, name } = tryOf(email);
  const t = translator(language);
  const [organization] = await database("select name from organization where id = ?", organizationId);

  const visitor = await choose(portal.url, email);

  const answer = visitor.last!;
  expect(answer).toMatchObject({
    status: 200,
    page: "status",
    state: "review",
    path: `/${language}/onboarding/status`,
  });
  expect(answer.text).toContain(say(t("onboarding.review.title")));
  for (const reason of reasons) expect(answer.text).toContain(say(t(`onboarding.review.reasons.${reason}`)));
  if (organization) expect(answer.text).toContain(organization["name"]);

  const [review] = await database(
    "select v.due_at - v.created_at as time, v.due_at as due, v.state, v.reasons from review v join person p on p.id = v.person_id where p.email = ?",
    email,
  );
  const dateTime = formats(language, "Europe/Brussels").dateTime(Number(review!["due"]));
  expect(review).toMatchObject({ time: 24 * 3_600_000, state: "open", reasons: JSON.stringify(reasons) });
  expect(answer.text).toContain(say(dateTime));

  const [mail] = await visitor.mailTo(email, "under-review");
  expect(mail).toMatchObject({
    language,
    subject: expect.stringContaining(t("emails.under-review.subject", { place: "" })),
  });
  expect(say(mail!.text)).toContain(say(dateTime));
  expect(await visitor.mailTo(email, "confirm-address")).toEqual([]);

  for (const agent of agents) {
    const told = (await visitor.mailTo(agent, "review-waiting")).filter(({ text }) => text.includes(email));
    expect(told.map((one) => one.language)).toEqual(["en"]);
    expect(told[0]!.text).toContain(name);
    for (const reason of reasons)
      expect(told[0]!.text).toContain(translator("en")(`reviews.reasons.${reason}`));
  }
});

test("whoever is under review is led to the status from every step, and an answer changes nothing", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn("fenna.dijkstra@oosterwoud-zorg.example", "nl");

  const pages = [];
  for (const step of ["verify", "confirm", "organization", "check-email"])
    pages.push(await visitor.go(`/nl/onboarding/${step}`));
  const posts = [
    await visitor.post("/nl/onboarding/verify", { contractNumber: "286601752", serialNumber: "FDO2337G9HQ" }),
    await visitor.post("/nl/onboarding/organization", { organizationId: "oosterwoud" }),
    await visitor.post("/nl/onboarding/check-email"),
  ];

  expect(pages.map(({ path, state }) => [path, state])).toEqual(
    pages.map(() => ["/nl/onboarding/status", "review"]),
  );
  expect(posts.map(({ status, path }) => [status, path])).toEqual(
    posts.map(() => [303, "/nl/onboarding/status"]),
  );
});

test("after another choice was made first, the review says what was asked for last, and the link of before is of no use", async () => {
  const visitor = await choose(portal.url, "luc.fontenoy@clairval-france.example");
  const link = await visitor.linkTo("luc.fontenoy@clairval-france.example", "confirm-address");
  await visitor.go("/fr/onboarding/organization");

  const review = await visitor.submit({ organizationId: "none" });
  const tasks = await visitor.go("/fr/tasks");
  const old = await visitor.go(link);
  const acted = await visitor.post(link);

  expect(review).toMatchObject({ page: "status", state: "review" });
  expect(review.text).not.toContain("Clairval France");
  expect(tasks).toMatchObject({ state: "empty" });
  expect(old).toMatchObject({ status: 410, state: "withdrawn" });
  expect(acted.status).toBe(410);
});

test("the rules are asked again at «Continue»: what changed in between counts", async () => {
  const email = "nadia.benali@morvanelle.example";
  const visitor = await choose(portal.url, email);
  await database(
    "update organization_domain set domain = 'morvanelle-groupe.example' where organization_id = 'morvanelle'",
  );
  await visitor.go(await visitor.linkTo(email, "confirm-address"));

  const answer = await visitor.submit();

  expect(answer).toMatchObject({ status: 200, page: "status", state: "review" });
  expect(answer.text).toContain(say(translator("fr")("onboarding.review.reasons.domainUnknown")));
  expect(answer.text).toContain("Morvanelle Lyon");
  expect(await database("select 1 from seat where organization_id like 'morvanelle%'")).toEqual([]);
});

test("an expired contract at «Continue» leads back to verify, and makes nobody administrator", async () => {
  const email = "jeroen.dekker@vdmeulen-werf.example";
  const visitor = await choose(portal.url, email);
  await database("update contract set ends_on = '2026-01-01' where number = '276004929'");
  await visitor.go(await visitor.linkTo(email, "confirm-address"));

  const answer = await visitor.submit();

  expect(answer).toMatchObject({ status: 200, page: "verify" });
  expect(await database("select 1 from seat where organization_id like 'van-der-meulen%'")).toEqual([]);
});

test("an organization of a claim under review still waits for its first administrator", async () => {
  const { contractNumber, serialNumber } = tryOf("grace.miller@integrix.example");
  const colleague = new Visitor(portal.url);
  await colleague.signIn("jonas.brandt@feldkamp.example", "en", "Jonas Brandt");

  const answer = await verify(colleague, "en", { contractNumber, serialNumber });

  expect(answer).toMatchObject({ page: "organization" });
});
