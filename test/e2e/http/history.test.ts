import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrganizationId } from "#src/domain/ids.ts";
import { translator } from "#src/i18n/translator.ts";
import { offices } from "#test/helpers/offices.ts";
import { type Colleague, type Company, type Stage, startStage } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { agents, sql } from "./world.ts";

const fr = translator("fr");

let stage: Stage;
let company: Company;
let other: Company;
let here: OrganizationId;
let boss: Visitor;
let colleagues: readonly Colleague[];
let domain: string;
beforeAll(async () => {
  stage = await startStage({ env: { PORTAL_AGENTS: agents.join(",") } });
  [company, other] = [await stage.company(), await stage.company()];
  here = company.middle;
  colleagues = await stage.people(company, 3);
  const [stranger] = await stage.people(other, 1);
  const { claim, give } = offices(stage.write);
  await claim(colleagues[0]!, here, company);
  await claim(stranger!, other.middle, other);
  await give(colleagues[1]!, company.site, "customer-user");
  await give(colleagues[1]!, company.root, "customer-user");
  boss = new Visitor(stage.portal.url);
  boss.cookies.set("session", colleagues[0]!.cookie.replace(/^session=/u, ""));
  [, domain] = colleagues[0]!.email.split("@") as [string, string];
  for (const email of [`one@${domain}`, "two@stage.example"])
    await boss.post(`/en/organizations/${here}/people`, { action: "associate", email });
  await sql(stage.portal)("update person set name = '=HYPERLINK(1)' where email = ?", `one@${domain}`);
});
afterAll(() => stage.portal.stop());

const history = (query = "", language = "en") =>
  boss.go(`/${language}/organizations/${here}/history${query}`);
const associated = translator("en")("history.actions.person.associate");

test("the history says who did what, about whom and when, here and below, and of nobody else", async () => {
  const { text, status } = await history();

  expect(status).toBe(200);
  expect(text).toContain(`${associated} `);
  expect(text).toContain(colleagues[0]!.name);
  expect(text).toContain("two@stage.example");
  expect(text).toContain(company.site.replace("site-", "Site "));
  expect(text).not.toContain(company.root.replace("root-", "Root "));
  expect(text).not.toContain(other.middle.replace("middle-", "Middle "));
  expect(text).toMatch(/\d{1,2} \w+ \d{4} at \d{2}:\d{2} CES?T/u);
});

test.each([
  ["?person=TWO@stage", 1],
  ["?person=%25", 0],
  ["?action=person.associate", 2],
  ["?action=seat.order", 0],
  ["?action=person.associate&person=two", 1],
  ["?from=2020-01-01&to=2020-12-31", 0],
])("filtered by %s there are %i entries", async (query, count) => {
  const { find } = await history(query);

  expect(find(".events > li")).toHaveLength(count);
});

test("a day that is none, or before the first one, is refused at its field", async () => {
  const none = await history("?from=2026-02-30");
  const turned = await history("?from=2026-03-02&to=2026-03-01");

  expect([none.status, none.errors]).toEqual([422, { from: "history.errors.from" }]);
  expect([turned.status, turned.errors]).toEqual([422, { to: "history.errors.order" }]);
});

test("a change of language keeps the filter", async () => {
  await history("?person=two");
  const answer = await boss.post(`/en/organizations/${here}/history?person=two`, { switchLanguage: "fr" });

  expect([answer.status, answer.path]).toEqual([303, `/fr/organizations/${here}/history?person=two`]);
});

test("more than fifty entries come on several pages", async () => {
  const insert = Array.from(
    { length: 60 },
    (_, number) => `(${number}, '${colleagues[0]!.id}', 'seat.order', 'x${number}', '${here}', 'op')`,
  );
  await sql(stage.portal)(
    `insert into audit_event (at, actor, action, subject_id, organization_id, operation_id) values ${insert.join()}`,
  );
  const firstPage = await history("?action=seat.order");
  const [older] = firstPage.find('nav a[href*="after="]');
  const secondPage = await boss.go(older!.attributes["href"]!.replaceAll("&amp;", "&"));

  expect(firstPage.find(".events > li")).toHaveLength(50);
  expect(secondPage.find(".events > li")).toHaveLength(10);
  expect(secondPage.find(`nav a[href$="/history?action=seat.order"]`)).toHaveLength(1);
});

test("the file opens in a spreadsheet, in the reader's language, and holds no formula", async () => {
  const answer = await boss.request("GET", `/fr/organizations/${here}/history.csv?action=person.associate`);
  const rows = parse<Record<string, string>>(answer.body, { bom: true, columns: true, delimiter: ";" });
  const raw = await fetch(`${stage.portal.url}/fr/organizations/${here}/history.csv`, {
    headers: { cookie: colleagues[0]!.cookie },
  });
  const bytes = new Uint8Array(await raw.arrayBuffer());

  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toMatch(
    /^attachment; filename="historique-middle-\w+-\d{4}-\d{2}-\d{2}\.csv"$/u,
  );
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    Quoi: fr("history.actions.person.associate"),
    Après: fr("roles.customer-user"),
  });
  expect(rows.map((row) => row[fr("history.columns.about")])).toContain(`'=HYPERLINK(1) <one@${domain}>`);
});

test("agents of the provider are told as such, not by name", async () => {
  const [agent] = await stage.people(company, 1);
  await sql(stage.portal)("update person set email = ? where id = ?", agents[0], agent!.id);
  await sql(stage.portal)(
    `insert into audit_event (at, actor, action, subject_id, organization_id, operation_id)
      values (99999999999999, ?, 'review.appoint', 'x', ?, 'op')`,
    agent!.id,
    here,
  );
  const { text } = await history("?action=review.appoint");

  expect(text).toContain(translator("en")("history.agent"));
  expect(text).not.toContain(agent!.name);
});

test("a file of more events than are read at a time holds each of them once, in their order", async () => {
  const rows = Array.from(
    { length: 2400 },
    (_, number) =>
      `(${1000 + (number >> 2)}, '${colleagues[0]!.id}', 'seat.stepDown', 'y${number}', '${here}', 'op')`,
  );
  await sql(stage.portal)(
    `insert into audit_event (at, actor, action, subject_id, organization_id, operation_id) values ${rows.join()}`,
  );

  const answer = await boss.request("GET", `/en/organizations/${here}/history.csv?to=1970-01-02`);
  const read = parse<Record<string, string>>(answer.body, { bom: true, columns: true });

  expect(read.length).toBe(2400 + 60);
  expect(answer.body).not.toContain("\uFEFF");
});
