import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { advance, signedIn, sql, startDemo } from "./world.ts";

const en = translator("en");
const nl = translator("nl");

let portal: TestPortal;
let els: Visitor;
let marc: Visitor;
const list = "/en/organizations/noorderkaai/reports/alerts";

const alerts = () =>
  sql(
    portal,
  )(`select id, organization_id, kind, subject, step, severity, match, devices, state, note, answered_by
    from alert order by organization_id, kind, subject`);
const openIn = async (organizationId: string) =>
  (await alerts()).filter((one) => one["organization_id"] === organizationId && one["state"] === "open");

beforeAll(async () => {
  portal = await startDemo();
  await portal.cron();
  els = await signedIn(portal, "els.wouters@noorderkaai.example");
  marc = await signedIn(portal, "marc.thill@moselane.example");
});
afterAll(() => portal.stop());

test("the first scheduled work finds what concerns each list, and the second nothing more", async () => {
  const before = await alerts();
  await portal.cron();
  const due = await sql(portal)("select organization_id from inventory_summary where due_on <= date('now')");

  expect(new Set(before.map((one) => one["kind"]))).toEqual(
    new Set(["security", "support", "sale", "contract"]),
  );
  expect(before.every((one) => one["state"] === "open")).toBe(true);
  expect(await alerts()).toEqual(before);
  expect(due).toEqual([]);
});

test("the list shows what is open, worst first, of the organization and all below it", async () => {
  const page = await els.go(list);
  const severities = [...page.body.matchAll(/>\s*(Critical|High|Medium|Low)\s*<\/strong>/gu)].map(
    ([, one]) => one!,
  );
  const rank = (one: string) =>
    [
      en("reports.severities.critical"),
      en("reports.severities.high"),
      en("reports.severities.medium"),
      en("reports.severities.low"),
    ].indexOf(one);

  expect(page).toMatchObject({ status: 200, page: "alerts", state: "some" });
  expect(severities.length).toBeGreaterThan(3);
  expect(severities).toEqual(severities.toSorted((one, other) => rank(one) - rank(other)));
  expect(page.find('a[href*="/noorderkaai-genk/reports/alerts/"]').length).toBeGreaterThan(0);
});

test("a kind and a state limit it, and what is unknown limits nothing", async () => {
  const contracts = await els.go(`${list}?kind=contract`);
  const handled = await els.go(`${list}?state=handled`);
  const strange = await els.go(`${list}?state=x&kind=y&after=z`);

  expect(contracts.text).not.toContain("Security ·");
  expect(handled.state).toBe("empty");
  expect(strange).toMatchObject({ status: 200, state: "some" });
});

test("an answer is kept with who gave it, is in the history, and the same again does nothing", async () => {
  const [one] = await openIn("noorderkaai");
  const page = await els.go(`${list}/${String(one!["id"])}`);
  const first = await els.submit({ answer: "handled", comment: " Replaced in March. " });
  const again = await els.post(page.path, { answer: "handled" });
  const record = await sql(portal)(
    "select actor, from_state, to_state from audit_event where action = 'alert.answer' and refusal is null",
  );
  const history = await els.go("/en/organizations/noorderkaai/history?action=alert.answer");

  expect(page).toMatchObject({ status: 200, page: "alert", state: "open" });
  expect(first).toMatchObject({ status: 200, state: "handled" });
  expect(first.text).toContain("Replaced in March.");
  expect(first.text).toContain(en("alerts.one.saved"));
  expect(first.text).toMatch(/Answered Els Wouters, \d+ \w+ \d{4}/u);
  expect(again.status).toBe(409);
  expect(record).toMatchObject([{ actor: "demo-els-wouters", from_state: "open", to_state: "handled" }]);
  expect(history.text).toContain(en("history.actions.alert.answer"));
  expect(history.find(`.events a[href="${page.path}"]`)).not.toEqual([]);
});

test("it is opened again by hand, and dismissed", async () => {
  const handled = (await alerts()).find((one) => one["state"] === "handled")!;
  await els.go(`${list}/${String(handled["id"])}`);
  const open = await els.submit({ answer: "reopen" });
  const gone = await els.submit({ answer: "not-concerned", comment: "Not in use" });

  const refused = await els.send({ answer: "" });

  expect([open.state, gone.state]).toEqual(["open", "notConcerned"]);
  expect([open, gone, refused].map(({ text }) => text.includes(en("alerts.one.saved")))).toEqual([
    true,
    true,
    false,
  ]);
});

test("the reports are one step from the alerts and from their settings", async () => {
  for (const page of [await els.go(list), await els.go("/en/organizations/noorderkaai/reports/settings")])
    expect(page.find('.report__parts a[href$="/reports/coverage"]')).toHaveLength(1);
});

test.each([
  [{ answer: "" }, { answer: "alerts.errors.answer" }],
  [{ answer: "lapse" }, { answer: "alerts.errors.answer" }],
  [{ answer: "handled", comment: "x".repeat(1001) }, { comment: "alerts.errors.comment" }],
])("%o is refused at its field", async (fields, errors) => {
  const [one] = await openIn("noorderkaai");
  await els.go(`${list}/${String(one!["id"])}`);
  const answer = await els.send(fields);

  expect(answer.status).toBe(422);
  expect(answer.errors).toEqual(errors);
});

test("a stranger finds nothing, neither by the own organization nor by the alert's", async () => {
  const [one] = await openIn("noorderkaai");
  const paths = [list, `${list}/${String(one!["id"])}`, `${list}.csv`].concat(
    `/en/organizations/moselane/reports/alerts/${String(one!["id"])}`,
  );
  const answers = await Promise.all(paths.map((path) => marc.request("GET", path)));
  const posted = await marc.post(`${list}/${String(one!["id"])}`, { answer: "handled" });

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(posted.status).toBe(404);
});

test("a Customer User reads alerts and answers none", async () => {
  await els.go("/en/organizations/noorderkaai/people");
  await els.post("/en/organizations/noorderkaai/people", {
    action: "associate",
    email: "reader@noorderkaai.example",
    role: "customer-user",
  });
  const reader = await signedIn(portal, "reader@noorderkaai.example", "nl");
  const [one] = await openIn("noorderkaai");
  const page = await reader.go(`/nl/organizations/noorderkaai/reports/alerts/${String(one!["id"])}`);
  const answer = await reader.post(page.path, { answer: "handled" });

  expect(page.status).toBe(200);
  expect(page.find("form#form")).toHaveLength(0);
  expect(page.text).toContain(nl("alerts.answer.reader"));
  expect(answer.status).toBe(403);
});

test("what was answered opens again when the advisory is updated, after an import", async () => {
  const one = (await openIn("noorderkaai")).find(({ kind }) => kind === "security")!;
  const path = `${list}/${String(one["id"])}`;
  await els.go(path);
  await els.submit({ answer: "not-concerned", comment: "" });
  await sql(portal)("update advisory set updated_on = '2026-11-20' where id = ?", String(one["subject"]));
  await sql(portal)("update inventory_summary set due_on = '', revision = revision + 1");
  await portal.cron();
  const page = await els.go(path);

  expect(page.state).toBe("open");
  expect(page.text).toContain(en("history.sentences.alertReopened", { by: "" }).trim());
});

test("the day brings the next steps, and what nobody can do anything about is over", async () => {
  await advance(portal, "P200D");
  await portal.cron();
  const over = (await alerts()).filter((one) => one["state"] === "over");
  const [summary] = await sql(portal)(
    "select min(as_of) as first, count(*) as lists from inventory_summary where as_of > date('now', '+199 days')",
  );

  expect(over.some((one) => one["kind"] === "contract")).toBe(true);
  expect(Number(summary!["lists"])).toBeGreaterThan(0);
});

test("the file says the same in the reader's language", async () => {
  const file = await marc.request("GET", "/fr/organizations/moselane/reports/alerts.csv");

  expect(file.status).toBe(200);
  expect(file.headers.get("content-type")).toContain("text/csv");
  expect(file.body).toContain(";Gravité;");
});

test("nothing of it breaks what always holds", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
