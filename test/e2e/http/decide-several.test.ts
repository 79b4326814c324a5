import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Write } from "#db/client.ts";
import { offices } from "#test/helpers/offices.ts";
import type { Colleague } from "#test/helpers/stage.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Managed, startManaged } from "./managed.ts";
import { sendRepeated } from "./accounts-world.ts";
import { sql } from "./world.ts";

const en = translator("en");

let managed: Managed;
let { stage, here, colleagues, at, first, second, visitorOf } = {} as Managed;
let asking: { readonly who: Colleague; readonly id: string }[];
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, here, colleagues, at, first, second, visitorOf } = managed);
  const company = await stage.company();
  const crowd = await stage.people(company, 26);
  const writes: Write[] = [];
  const { request } = offices((more) => Promise.resolve(writes.push(...more)));
  asking = [];
  for (const who of crowd) asking.push({ who, id: (await request(who, here, colleagues[0]!, company)).id });
  await stage.write(writes);
});
afterAll(() => stage.portal.stop());

const decide = (who: Visitor, ids: readonly string[], fields: Record<string, string>) =>
  sendRepeated(who, at("requests"), [
    ...Object.entries(fields),
    ...ids.map((id) => ["request", id] as [string, string]),
  ]);
const some = (from: number, to: number) => asking.slice(from, to).map(({ id }) => id);
const statesOf = async (ids: readonly string[]) =>
  (
    await sql(stage.portal)(
      "select state, role from access_request where id in (select value from json_each(?)) order by state",
      JSON.stringify(ids),
    )
  ).map(({ state, role }) => [state, role]);

test("open requests are counted, told apart by address, and read a page at a time", async () => {
  const page = await first.go(at("requests"));
  const [further] = page.find('nav a[href*="after="]');
  const rest = await first.go(further!.attributes["href"]!);

  expect(page.text).toContain("26 requests");
  expect(page.find('input[name="request"]')).toHaveLength(20);
  expect(rest.find('input[name="request"]')).toHaveLength(6);
  expect(page.text).toContain(asking[0]!.who.email);
});

test("several are approved together: each has the role, is told and on record as if alone", async () => {
  const ids = some(0, 3);
  const answer = await decide(first, ids, { decision: "approve", role: "customer-user" });
  const told = await first.go(answer.path);
  const mails = await Promise.all(
    asking.slice(0, 3).map(({ who }) => first.mailTo(who.email, "access-granted")),
  );
  const events = await sql(stage.portal)(
    "select 1 from audit_event where action = 'accessRequest.decide' and to_state = 'approved'",
  );

  expect([answer.status, answer.path]).toEqual([303, at("requests")]);
  expect(told.text).toContain(en("acts.decideSeveral.approve", { count: 3, place: "…" }).split("…")[0]);
  expect(await statesOf(ids)).toEqual(Array(3).fill(["approved", "customer-user"]));
  expect(mails.map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(events).toHaveLength(3);
});

test("denying several asks first, and needs a reason", async () => {
  const ids = some(3, 5);
  const without = await decide(first, ids, { decision: "deny" });
  const asked = await decide(first, ids, { decision: "deny", comment: "Not one of ours." });
  const before = await statesOf(ids);
  const done = await first.submit();

  expect([without.status, without.errors]).toEqual([422, { comment: "decision.errors.reasonRequired" }]);
  expect([asked.status, asked.state]).toEqual([200, "check"]);
  expect(asked.text).toContain(asking[3]!.who.email);
  expect(before).toEqual(Array(2).fill(["pending", null]));
  expect([done.status, await statesOf(ids)]).toEqual([200, Array(2).fill(["denied", null])]);
});

test("of two who decide on the same at once each request has one decision, and nobody fails", async () => {
  const ids = some(5, 13);
  const answers = await Promise.all([
    decide(first, ids, { decision: "approve", role: "customer-user" }),
    decide(second, ids.slice(4).concat(some(13, 16)), {
      decision: "approve",
      role: "customer-administrator",
    }),
  ]);
  const roles = await sql(stage.portal)(
    "select count(*) as n from role where origin_id in (select value from json_each(?))",
    JSON.stringify(some(5, 16)),
  );

  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect((await statesOf(some(5, 16))).map(([state]) => state)).toEqual(Array(11).fill("approved"));
  expect(roles[0]!["n"]).toBe(11);
});

test("sent again it is answered as the first time; what others settled is said", async () => {
  const again = await decide(first, some(0, 3), { decision: "approve", role: "customer-user" });
  const late = await decide(second, some(0, 3), { decision: "approve", role: "customer-user" });
  const nothing = await decide(first, [], { decision: "approve", role: "customer-user" });
  const unknown = await decide(first, ["nothing"], { decision: "approve", role: "customer-user" });

  expect(again.status).toBe(303);
  expect([late, nothing, unknown].map(({ status, errors }) => [status, errors])).toEqual([
    [422, { request: "decision.errors.settledMeanwhile" }],
    [422, { request: "decision.errors.requestRequired" }],
    [422, { request: "decision.errors.settledMeanwhile" }],
  ]);
});

test("whoever may not decide changes nothing", async () => {
  const ids = some(16, 18);
  const answers = [];
  for (const who of [colleagues[2]!, colleagues[5]!])
    answers.push(await decide(visitorOf(who), ids, { decision: "approve", role: "customer-user" }));

  expect(answers.map(({ status }) => status)).toEqual([403, 404]);
  expect(await statesOf(ids)).toEqual(Array(2).fill(["pending", null]));
});

test("whoever decides on one goes on to the next if asked to", async () => {
  const waiting = await first.go(at("requests"));
  const [one, next] = waiting
    .find('input[name="request"]')
    .map(({ attributes }) => String(attributes["value"]));
  const page = await first.go(at(`requests/${one}`));
  const answer = await first.post(at(`requests/${one}`), {
    decision: "approve",
    role: "customer-user",
    goOn: "yes",
  });

  expect(page.find('input[name="goOn"]')).toHaveLength(1);
  expect([answer.status, answer.path]).toEqual([303, at(`requests/${next}`)]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: stage.portal.databaseUrl })).toEqual([]);
});
