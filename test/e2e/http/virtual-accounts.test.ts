import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let els: Visitor;
const newcomer = "new.person@noorderkaai.example";

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  els = await signedIn(portal, "els.wouters@noorderkaai.example", "nl");
});
afterAll(() => portal.stop());

const at = (part: string) => `/nl/accounts/noorderkaai.example/${part}`;
const change = (action: string, fields: Record<string, string>) =>
  els.post(at("people"), { action, confirmed: "yes", ...fields });
const divide = (action: string, fields: Record<string, string>) =>
  els.post(at("virtual-accounts"), { action, confirmed: "yes", ...fields });
const partsOf = async () =>
  (
    await database(
      "select name from virtual_account where account_id like '%noorderkaai' and closed_at is null",
    )
  ).map(({ name }) => name);

test("virtual accounts are added, renamed, and closed when nobody has a role in them", async () => {
  const created = await divide("create", { name: "  Zeebrugge   kade " });
  const page = await els.go(at("virtual-accounts"));
  const id = page
    .find("option")
    .map(({ attributes }) => String(attributes["value"]))
    .at(-1)!;
  const renamed = await divide("rename", { virtualAccountId: id, name: "Zeebrugge" });
  await change("associate", { email: newcomer, role: "virtual-account-user", scope: id });
  const inUse = await divide("close", { virtualAccountId: id });
  await change("remove", { email: newcomer });
  const closed = await divide("close", { virtualAccountId: id });
  const late = await change("associate", { email: newcomer, role: "virtual-account-user", scope: id });

  expect([created, renamed, closed].map(({ status }) => status)).toEqual([303, 303, 303]);
  expect([inUse.status, inUse.errors]).toEqual([422, { form: "account.virtual.errors.notEmpty" }]);
  expect(await partsOf()).toEqual(["Antwerpen", "Genk", "Proefopstelling"]);
  expect(late.errors).toEqual({ scope: "account.grant.errors.scopeUnknown" });
});

test.each([
  ["create", { name: " " }, 422, { name: "account.virtual.errors.nameRequired" }],
  ["create", { name: "x".repeat(101) }, 422, { name: "account.virtual.errors.nameTooLong" }],
  ["create", { name: "see https://example.com" }, 422, { name: "account.virtual.errors.nameAddress" }],
  ["create", { name: "GENK" }, 422, { name: "account.virtual.errors.nameTaken" }],
  [
    "rename",
    { virtualAccountId: "demo-account-noorderkaai-genk", name: "antwerpen" },
    422,
    { name: "account.virtual.errors.nameTaken" },
  ],
  ["rename", { virtualAccountId: "demo-account-moselane-agences", name: "Mine now" }, 404, {}],
  ["close", { virtualAccountId: "demo-account-moselane-agences" }, 404, {}],
  ["destroy", { name: "Genk" }, 400, {}],
])("%s with %j is refused: %i %j", async (action, fields, status, errors) => {
  const answer = await divide(action, fields as Record<string, string>);

  expect([answer.status, answer.errors]).toEqual([status, errors]);
  expect(await partsOf()).toEqual(["Antwerpen", "Genk", "Proefopstelling"]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("one that was closed stays closed where there are as many as may be by then", async () => {
  await divide("create", { name: "Oostende" });
  const [{ id } = { id: "" }] = await database("select id from virtual_account where name = 'Oostende'");
  await divide("close", { virtualAccountId: String(id) });
  const undoing = await els.go(at("virtual-accounts"));
  const of = undoing.find('form[id="undo"] input[name="of"]')[0]!.attributes["value"]!;
  await database(
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
      insert into virtual_account (id, account_id, name, created_at)
      select 'part' || i, (select account_id from virtual_account where name = 'Oostende'), 'Part ' || i, 1 from n`,
    limits.virtualAccount.perAccount - (await partsOf()).length,
  );

  const undone = await divide("undo", { of });

  expect(undone).toMatchObject({ status: 422, errors: { form: "account.virtual.errors.tooMany" } });
  expect(await partsOf()).toHaveLength(limits.virtualAccount.perAccount);
});

test("of many that are added at once only as many come as may be", async () => {
  await database("delete from virtual_account where id in ('part2', 'part3', 'part4')");

  await Promise.all(Array.from({ length: 12 }, (_, number) => divide("create", { name: `Dok ${number}` })));

  expect(await partsOf()).toHaveLength(limits.virtualAccount.perAccount);
});
