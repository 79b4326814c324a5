import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Managed, startManaged } from "./managed.ts";
import { sql } from "./world.ts";

const en = translator("en");

let managed: Managed;
let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  managed = await startManaged();
  ({ first, second } = managed);
});
afterAll(() => managed.stage.portal.stop());

const people = () => managed.at("people");
const remove = (email: string) => ({ action: "remove", email });
const rolesOf = async (email: string) =>
  (
    await sql(managed.stage.portal)(
      `select g.role from role g join person p on p.id = g.person_id
        where p.email = ? and g.organization_id = ? and g.ended_at is null order by g.role`,
      email,
      managed.here,
    )
  ).map(({ role }) => role);
const advance = (by: string) =>
  fetch(`${managed.stage.portal.url}/dev/clock`, { method: "POST", body: JSON.stringify({ advance: by }) });

/** Somebody new with two roles, whom the first administrator has put here. */
async function newcomer(name: string) {
  const email = `${name}@stage.example`;
  await managed.people(first, "associate", { email, role: "customer-user" });
  await managed.people(first, "give", { email, role: "customer-administrator" });
  return email;
}
const both = ["customer-administrator", "customer-user"];

test("removing asks first: who loses what, who is told; nothing has changed until it is confirmed", async () => {
  const email = await newcomer("asked.first");
  const asked = await first.post(people(), remove(email));
  const before = await rolesOf(email);
  const done = await first.send();

  expect([asked.status, asked.page, asked.state]).toEqual([200, "people", "check"]);
  expect(asked.title).toContain(`Remove ${email} from`);
  expect(asked.text).toMatch(/Customer Administrator in .* Customer User in /u);
  expect(asked.text).toContain(`${email} gets an email that says so, unless`);
  expect([asked.field("confirmed"), asked.field("email")]).toEqual(["yes", email]);
  expect(asked.find('main a[class*="secondary"]')[0]!.attributes["href"]).toBe(people());
  expect([before, done.status, await rolesOf(email)]).toEqual([both, 303, []]);
});

test("what was done is said once, on the next page, by name", async () => {
  const { email } = managed.colleagues[3]!;
  await managed.people(first, "associate", { email, role: "customer-user" });
  const said = await first.go(people());
  const again = await first.go(people());

  expect(said.find("main [role=alert]")).toHaveLength(1);
  expect(said.text).toContain(
    en("acts.give.done", { name: "…", role: en("roles.customer-user"), place: "…" }).split("…")[1],
  );
  expect(again.find("main [role=alert]")).toHaveLength(0);
});

test("a double click is told the same", async () => {
  const email = await newcomer("double.click");
  const operationId = (await first.go(people())).field("operationId")!;
  const fields = { ...remove(email), confirmed: "yes", operationId };
  await first.post(people(), fields);
  first.cookies.delete("said");
  await first.post(people(), fields);
  const page = await first.go(people());

  expect(page.text).toContain(`${email} no longer has access`);
  expect(page.find('form[id="undo"]')).toHaveLength(1);
});

test("of whoever has a nomination alone it is said that this ends, and not that access does", async () => {
  const { email } = managed.colleagues[5]!;
  await managed.administrators(first, "nominate", { email });
  const asked = await first.post(people(), remove(email));
  const done = await first.send();
  const said = await first.go(people());
  const [mail] = await first.mailTo(email, "access-changed");

  expect(asked.title).toMatch(/^End the nomination of .* for/u);
  expect(asked.text).toContain(en("roles.nominee"));
  expect([done.status, said.text]).toEqual([303, expect.stringMatching(/The nomination of .* has ended\./u)]);
  expect(mail!.text).toContain(en("roles.nominee"));
  expect(mail!.text).not.toContain("ended your access");
});

test("whoever removed somebody takes it back: all roles as before, the person told, all of it on record", async () => {
  const { email } = managed.colleagues[4]!;
  await managed.people(first, "associate", { email, role: "customer-user" });
  await managed.people(first, "give", { email, role: "customer-administrator" });
  await managed.people(first, "remove", { email });
  const page = await first.go(people());
  const later = await first.go(people());
  const undone = await first.submit({ action: "undo" }, "undo");
  const [mail] = await first.mailTo(email, "access-changed");

  expect([page, later].map(({ find }) => find('form[id="undo"]').length)).toEqual([1, 1]);
  expect([undone.status, undone.page, await rolesOf(email)]).toEqual([200, "people", both]);
  expect(undone.text).toContain(en("acts.undo.done", { name: "…", place: "…" }).split("…")[1]);
  expect(undone.find('form[id="undo"]')).toHaveLength(0);
  expect(mail!.text).toContain(en("roles.customer-administrator"));
  expect(await managed.audited("person.restore")).toMatchObject({
    actor: managed.colleagues[0]!.id,
    from_state: "ended",
  });
  expect(await violationsIn({ url: managed.stage.portal.databaseUrl })).toEqual([]);
});

test("an administrator who was removed has the seat back, at its place on the list", async () => {
  const { email, id } = managed.colleagues[1]!;
  const place = () =>
    sql(managed.stage.portal)("select position, ended_at from seat where person_id = ?", id);
  const before = await place();
  await managed.people(first, "remove", { email });
  await first.go(people());
  await first.submit({ action: "undo" }, "undo");
  const decides = await second.go(managed.at("administrators"));

  expect(await place()).toEqual(before);
  expect(decides.status).toBe(200);
});

test("it is taken back by nobody else, not twice, and not after ten minutes", async () => {
  const email = await newcomer("too.late");
  await managed.people(first, "remove", { email });
  const page = await first.go(people());
  const [form] = page.find('form[id="undo"] input[name="of"]');
  const undo = { action: "undo", of: form!.attributes["value"]! };
  const foreign = await second.post(people(), undo);
  const back = await first.post(people(), undo);
  const twice = await first.post(people(), undo);
  await managed.people(first, "remove", { email });
  const next = (await first.go(people())).find('form[id="undo"] input[name="of"]')[0]!.attributes["value"]!;
  await advance("PT11M");
  const late = await first.post(people(), { action: "undo", of: next });

  expect([foreign, back, twice, late].map(({ status, errors }) => [status, errors])).toEqual([
    [422, { form: "acts.undo.over" }],
    [303, {}],
    [422, { form: "acts.undo.over" }],
    [422, { form: "acts.undo.over" }],
  ]);
  expect(await rolesOf(email)).toEqual([]);
});

test("what is said is said to nobody else who uses the browser next", async () => {
  await managed.people(first, "associate", { email: "somebody.else@stage.example" });
  const said = first.cookies.get("said")!;
  second.cookies.set("said", said);
  const other = await second.go(people());
  first.cookies.set("said", `${said.slice(0, -4)}AAAA`);
  const forged = await first.go(people());

  expect([other, forged].map(({ status, find }) => [status, find("main [role=alert]").length])).toEqual([
    [200, 0],
    [200, 0],
  ]);
});

test("stepping down asks first, names who hears of it, and says that it stays", async () => {
  await first.go(managed.at("administrators"));
  const asked = await first.submit({ action: "step-down" }, "step-down");
  const left = await first.submit();

  expect([asked.state, asked.text.includes(en("acts.stepDown.never"))]).toEqual(["check", true]);
  expect([left.page, left.text.includes(en("acts.stepDown.done", { place: "…" }).split("…")[0]!)]).toEqual([
    "organizations",
    true,
  ]);
});
