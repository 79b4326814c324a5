import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limits, window } from "#src/domain/limits.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import type { Answer, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { prepareOwn } from "./accounts.ts";
import { sendRepeated } from "./accounts-world.ts";
import { advance, agents, mailsTo, signedIn, sql } from "./world.ts";

const en = translator("en");

const { openPerPerson, openPerDomain } = limits.review;

let portal: TestPortal;
let agent: Visitor;
const flooding: Visitor[] = [];
beforeAll(async () => {
  portal = await startPortal({ env: { PORTAL_AGENTS: agents.join(",") } });
  agent = await signedIn(portal, agents[0], "en", "Robin Agent");
  for (let one = 0; one < 4; one += 1)
    flooding.push(await signedIn(portal, `p${one}@sub${one}.flood.example`, "en", `Person ${one}`));
});
afterAll(() => portal.stop());

let number = 0;

/** Asks for an account under a name that is not the asker's own: an agent has to look. */
async function askForForeign(visitor: Visitor) {
  number += 1;
  const review = await prepareOwn(visitor, {
    authorization: { authority: "self" },
    identity: { domainIdentifier: `foreign-${number}.example`, accountName: `Foreign ${number}` },
  });
  expect(review.page).toBe("account-review");
  return visitor.send();
}

const waiting = () =>
  sql(portal)("select count(*) as count from review where state = 'open' and domain = 'flood.example'");

test("nobody opens more cases than agents can look at, neither alone nor with others of one domain", async () => {
  const own = [];
  for (let one = 0; one <= openPerPerson; one += 1) own.push(await askForForeign(flooding[0]!));
  const others = [];
  for (let one = openPerPerson; one < openPerDomain; one += 1)
    others.push(await askForForeign(flooding[1 + Math.floor((one - openPerPerson) / openPerPerson)]!));
  const over = await askForForeign(flooding[3]!);
  const [opened] = await waiting();

  expect(own.map(({ status }) => status)).toEqual([303, 303, 303, 422]);
  expect(own.at(-1)!.errors).toEqual({ form: "requests.waiting.own" });
  expect(others.every(({ status }) => status === 303)).toBe(true);
  expect([over.status, over.errors]).toEqual([422, { form: "requests.waiting.domain" }]);
  expect(opened!["count"]).toBe(openPerDomain);
});

test("agents hear of the first cases of a domain at once, and of all others by one message", async () => {
  const before = await mailsTo(portal, agents[1], "review-waiting");
  await portal.cron();
  const early = await mailsTo(portal, agents[1], "reviews-waiting");
  await advance(portal, "PT11M");
  await portal.cron();
  await portal.cron();
  const late = await mailsTo(portal, agents[1], "reviews-waiting");
  const told = await sql(portal)(
    "select count(distinct subject_id) as cases from audit_event where action = 'review.tell'",
  );

  expect([before.length, early.length, late.length]).toEqual([limits.review.toldAtOnce, 0, 1]);
  expect(late[0]!.text).toContain("Person 1 (p1@sub1.flood.example)");
  expect(told).toEqual([{ cases: openPerDomain - limits.review.toldAtOnce }]);
});

test("an honest case is told at once, and stands on the queue beside them", async () => {
  const harriet = await signedIn(portal, "harriet@honest.example", "en", "Harriet Cole");
  await askForForeign(harriet);

  const queue = await agent.go("/en/reviews");
  const [mail] = await mailsTo(portal, agents[1], "review-waiting");

  expect(mail!.text).toContain("harriet@honest.example");
  expect(queue.text).toContain("harriet@honest.example");
  expect(queue.text).toContain(en("reviews.found", { count: 11 }));
  expect(queue.find('a[href="/en/reviews?domain=flood.example"]')).toHaveLength(1);
});

test("the queue comes in pages, each review once", async () => {
  const rows = Array.from(
    { length: 60 },
    (_, at) => `('v${at}', 'vacancy', 'o${at}', '["nobodyDecides"]', 'open', ${at >> 1}, 0, 0)`,
  );
  await sql(portal)(
    `insert into review (id, kind, subject_id, reasons, state, due_at, created_at, told_at) values ${rows.join()}`,
  );

  const first = await agent.go("/en/reviews");
  const [next] = first.find('nav a[href*="after="]');
  const second = await agent.go(next!.attributes["href"]!.replaceAll("&amp;", "&"));
  const ids = [first, second].flatMap(({ find }) =>
    find("a")
      .map(({ attributes }) => String(attributes["href"]))
      .filter((href) => href.startsWith("/en/reviews/v")),
  );
  await sql(portal)("delete from review where kind = 'vacancy'");

  expect(new Set(ids).size).toBe(60);
  expect(ids).toHaveLength(60);
});

test("those of one domain are refused together: for a reason, once confirmed, each on record and told", async () => {
  const at = "/en/reviews?domain=flood.example";
  const shown = await agent.go(at);
  const refuse = (page: Answer, fields: [string, string][]) =>
    sendRepeated(agent, at, [
      ...page
        .find('input[name="review"]')
        .map(({ attributes }): [string, string] => ["review", String(attributes["value"])]),
      ...fields,
    ]);
  const empty = await refuse(shown, [["comment", ""]]);
  const reason: [string, string] = ["comment", "These are not yours."];
  const checked = await refuse(shown, [reason]);
  const before = await waiting();

  const done = await refuse(checked, [reason, ["confirmed", "yes"]]);

  const [after] = await waiting();
  const refused = await sql(portal)(
    `select v.id, v.comment, (select count(*) from audit_event e where e.subject_id = v.id and e.action = 'review.refuse'
      and e.to_state = 'refused') as recorded from review v where v.state = 'refused'`,
  );
  const told = await mailsTo(portal, "p0@sub0.flood.example", "review-outcome");
  expect([empty.status, empty.errors]).toEqual([422, { comment: "reviews.errors.reasonRequired" }]);
  expect([checked.status, checked.state]).toEqual([200, "check"]);
  expect([before[0]!["count"], after!["count"]]).toEqual([openPerDomain, 0]);
  expect([done.status, done.path]).toEqual([303, "/en/reviews"]);
  expect(refused).toHaveLength(openPerDomain);
  expect(refused.every(({ comment, recorded }) => comment === "These are not yours." && recorded === 1)).toBe(
    true,
  );
  expect(told.length).toBeGreaterThan(0);
});

test("nobody but an agent refuses any", async () => {
  const [one] = await sql(portal)("select id from review where state = 'open'");

  const answer = await flooding[0]!.post("/en/reviews", {
    review: String(one!["id"]),
    comment: "No",
    confirmed: "yes",
  });

  const [still] = await sql(portal)("select state from review where id = ?", String(one!["id"]));
  expect([answer.status, still!["state"]]).toEqual([404, "open"]);
});

test("every invariant holds after all that", async () => {
  const violations = await violationsIn({ url: portal.databaseUrl });

  expect(violations).toEqual([]);
});

test("agents hear of what is late once an hour, however many are", async () => {
  const { now } = (await (await fetch(`${portal.url}/dev/clock`)).json()) as { now: string };
  const minutes = 60 - new Date(now).getUTCMinutes();
  const nextHour = Math.ceil(Date.parse(now) / window.hour) * window.hour;
  const dueAt = (at: number) => (at ? nextHour : nextHour + 60_000);
  const rows = Array.from(
    { length: limits.review.lateAtOnce + 20 },
    (_, at) => `('late${at}', 'vacancy', 'o${at}', '["nobodyDecides"]', 'open', ${dueAt(at)}, 0, 0)`,
  );
  await sql(portal)(
    `insert into review (id, kind, subject_id, reasons, state, due_at, created_at, told_at) values ${rows.join()}`,
  );
  const told = async () => {
    for (let run = 0; run < 3; run += 1) await portal.cron();
    return (await mailsTo(portal, agents[1], "reviews-waiting")).length;
  };
  const before = await told();
  await advance(portal, `PT${minutes + 5}M`);
  const once = await told();
  await advance(portal, "PT1H");
  const next = await told();

  expect([once - before, next - once]).toEqual([1, 1]);
});
