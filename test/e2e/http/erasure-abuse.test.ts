import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { erasedAddress } from "#src/domain/erased.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Managed, startManaged } from "./managed.ts";
import { agents, signedIn, sql } from "./world.ts";

let managed: Managed;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  managed = await startManaged();
  database = sql(managed.stage.portal);
});
afterAll(() => managed.stage.portal.stop());

const erase = (who: Visitor) =>
  who.post("/en/profile/data", { action: "erase", confirmed: "yes", operationId: crypto.randomUUID() });
const agentErases = (who: Visitor, email: string) =>
  who.post("/en/people/erase", { action: "erase", email, confirmed: "yes" });
const people = (who: Visitor, action: string, email: string, comment = "Lost the phone") =>
  who.post("/en/people", {
    action,
    email,
    comment,
    confirmed: "yes",
    operationId: crypto.randomUUID(),
  });
const idOf = async (email: string) =>
  String((await database("select id from person where email = ?", email))[0]?.["id"]) as PersonId;

test("of whoever was removed are not brought back by whoever takes the removal back", async () => {
  const { first, people: act } = managed;
  const email = "removed.then.erased@stage.example";
  await act(first, "associate", { email, role: "customer-user" });
  const gone = await signedIn(managed.stage.portal, email);
  const id = await idOf(email);
  await act(first, "remove", { email });
  const page = await first.go(managed.at("people"));
  const of = page.find('form[id="undo"] input[name="of"]')[0]!.attributes["value"]!;
  await erase(gone);

  const undone = await first.post(managed.at("people"), { action: "undo", of });

  expect(undone).toMatchObject({ status: 422, errors: { form: "acts.undo.over" } });
  expect(await database("select 1 from role where person_id = ? and ended_at is null", id)).toEqual([]);
  expect(await violationsIn({ url: managed.stage.portal.databaseUrl })).toEqual([]);
});

test("of an agent are not erased, by oneself or by another agent, so that nobody is two agents", async () => {
  const { portal } = managed.stage;
  const one = await signedIn(portal, agents[0], "en", "Agathe Renaud");
  const two = await signedIn(portal, agents[1], "en", "Bea Agent");

  const own = await erase(one);
  const other = await agentErases(two, agents[0]);

  expect([own.status, other.status]).toEqual([403, 403]);
  expect(await database("select 1 from person where email = ?", agents[0])).toHaveLength(1);
});

test("what an agent asked for who is suspended meanwhile, no other agent completes, nor once that one is let in again", async () => {
  const { portal } = managed.stage;
  const one = await signedIn(portal, agents[0], "en", "Agathe Renaud");
  const two = await signedIn(portal, agents[1], "en", "Bea Agent");
  const { email, id } = managed.colleagues[4]!;
  await database(
    "insert into passkey (id, person_id, credential_id, public_key, counter, transports, name, created_at, answered_at) values ('k', ?, 'c', 'p', 0, '[]', 'n', 1, 1)",
    id,
  );
  await people(one, "recover", email);
  await people(two, "suspend", agents[0]);

  await people(two, "recover", email);

  const before = await database("select 1 from passkey where person_id = ?", id);
  await people(two, "restore", agents[0]);
  await database("delete from recovery where asked_by = (select id from person where email = ?)", agents[1]);
  await people(two, "recover", email);

  expect(before).toHaveLength(1);
  expect(await database("select 1 from passkey where person_id = ?", id)).toHaveLength(1);
});

test("an address of which nothing is known is given back to nobody", async () => {
  const two = await signedIn(managed.stage.portal, agents[1]);
  const email = "gone@stage.example";
  const gone = await signedIn(managed.stage.portal, email);
  const id = await idOf(email);
  await erase(gone);

  const restored = await people(two, "restore", erasedAddress(id));

  expect(restored.status).toBe(422);
  expect(await database("select 1 from person where id = ? and disabled_at is null", id)).toEqual([]);
});

test("what somebody has caused to be sent counts on for all of the company", async () => {
  const { first, people: act, colleagues } = managed;
  const eve = managed.visitorOf(colleagues[5]!);
  await database(
    `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at,
      changed_at, mailbox, causer, causer_domain, outside, invitation)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
      select 'flood' || i, 'access-changed', i || '@elsewhere.example', 'en', 2, 's', 'h', 't', 'sent', ?, ?, ?,
        i || '@elsewhere.example', ?, ?, 1, 0 from n`,
    limits.mail.byCompany,
    ...[Date.now(), Date.now(), Date.now()],
    colleagues[5]!.id,
    colleagues[5]!.email.split("@")[1]!,
  );
  const before = await act(first, "associate", { email: "a@elsewhere.example", role: "customer-user" });

  const erased = await erase(eve);
  const after = await act(first, "associate", { email: "b@elsewhere.example", role: "customer-user" });

  expect([before.status, erased.status, after.status]).toEqual([429, 303, 429]);
});

test("of a short address leave alone what others began for a longer one", async () => {
  const email = "n@stage.example";
  const gone = await signedIn(managed.stage.portal, email);
  const answers = JSON.stringify({
    authority: "other",
    authorizerEmail: "john@stage.example",
    adminEmails: [`${email}.be`],
  });
  const mine = JSON.stringify({ authority: "other", adminEmails: ["a@stage.example", email] });
  const add = (id: string, text: string, by: number) =>
    database(
      "insert into smart_account (id, kind, state, requester_id, answers, created_at, changed_at) values (?, 'customer', 'draft', ?, ?, 1, 1)",
      id,
      managed.colleagues[by]!.id,
      text,
    );
  await add("longer", answers, 0);
  await add("named", mine, 1);

  await erase(gone);

  expect(
    await database("select id, answers from smart_account where id in ('longer', 'named') order by id"),
  ).toMatchObject([{ answers }, { answers: "{}" }]);
});
