import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { agents, sql, startDemo } from "./world.ts";

const full = 300;
const longest = "Marie-Antoinette-Élisabeth de la Tour-d’Auvergne-Lauraguais van den Bosch-Teirli";
const arabic = "عبد الرحمن بن محمد السعيد";

let portal: TestPortal;
let agent: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "fr", "Agathe Renaud");
  const write = sql(portal);
  const now = Date.now();
  await write(
    `insert into person (id, email, email_verified, name, language, created_at, updated_at)
     select 'p' || value, 'p' || value || '@company' || (value % 40) || '.example', 1,
       case value % 3 when 0 then ? when 1 then ? else 'Jan Janssens' end, 'nl', ?, ?
     from generate_series(1, ${full})`,
    longest,
    arabic,
    now,
    now,
  );
  await write(
    `insert into registration (id, person_id, state, answers, created_at, changed_at)
     select 'r' || value, 'p' || value, 'underReview', '{}', ?, ? from generate_series(1, ${full})`,
    now,
    now,
  );
  await write(
    `insert into review (id, kind, subject_id, person_id, domain, reasons, state, due_at, created_at, told_at)
     select 'v' || value, 'registration', 'r' || value, 'p' || value, 'company' || (value % 40) || '.example',
       '["noneOfTheAbove"]', iif(value % 10 = 0, 'waiting', 'open'), ? + value * 60000, ?, ?
     from generate_series(1, ${full})`,
    now - 3_600_000,
    now,
    now,
  );
});
afterAll(() => portal.stop());

const listed = (answer: Answer) =>
  answer.find('th a[href^="/fr/reviews/"]').map(({ attributes }) => attributes["href"]!);

test("three hundred reviews are read by pages, each once, and counted in the parts of the queue", async () => {
  const seen: string[] = [];
  let page = await agent.go("/fr/reviews");
  const first = page.text;
  for (let pages = 0; pages < 20; pages += 1) {
    seen.push(...listed(page).slice(0, limits.review.perPage));
    const [next] = page.find('nav.pages a[href*="after="]');
    if (!next) break;
    page = await agent.go(next.attributes["href"]!.replaceAll("&amp;", "&"));
  }

  expect(new Set(seen).size).toBe(full);
  expect(seen).toHaveLength(full);
  expect(first).toContain(`Tous (${full})`);
  expect(first).toContain("En attente d’une réponse (30)");
  expect(first).toContain(`Sans agent (${full - 30})`);
});

test("a review says which it is of those that this agent has to decide, and leads to the one behind it", async () => {
  const one = await agent.go("/fr/reviews/v3");
  const owned = await agent.post("/fr/reviews/v2", { action: "take", from: "" });
  const other = new Visitor(portal.url);
  await other.signIn(agents[1], "fr", "Bart Agent");
  const forOther = await other.go("/fr/reviews/v3");
  const waiting = await agent.go("/fr/reviews/v10");

  expect(owned.status).toBe(303);
  expect(one.text).toContain(`Examen 3 sur ${full - 30}`);
  expect(one.find('a[href="/fr/reviews/v4"]')).toHaveLength(1);
  expect(forOther.text).toContain(`Examen 2 sur ${full - 31}`);
  expect(waiting.text).not.toMatch(/Examen \d+ sur/u);
});

test("names that are long, written from right to left or alike are whole, set apart and told from one another", async () => {
  const queue = await agent.go("/fr/reviews");
  const review = await agent.go("/fr/reviews/v1");
  const found = await agent.go("/fr/people?email=Jan");

  expect(queue.text).toContain(longest);
  expect(queue.body).toMatch(new RegExp(`<bdi>\\s*${arabic}\\s*</bdi>`, "u"));
  expect(review.text).toContain(`\u2068${arabic}\u2069 répond sur une page.`);
  expect(review.body).not.toContain(`<bdi>\u2068${arabic}\u2069 répond`);
  expect(found.find('th a[href*="people?email="]').length).toBe(limits.search.organizations);
  expect(new Set(found.text.match(/p\d+@company\d+\.example/gu)).size).toBe(limits.search.organizations);
});
