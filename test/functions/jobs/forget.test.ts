import { createClient } from "@libsql/client/web";
import type { SQLWrapper } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { retention } from "#db/queries/retention.ts";
import { forget } from "#functions/jobs/forget.ts";
import { jobs } from "#functions/jobs/jobs.ts";
import { sweep } from "#functions/jobs/sweep.ts";
import { limits } from "#src/domain/limits.ts";
import type { Keeping } from "#src/domain/personal-data.ts";
import { contextOf } from "#test/helpers/context.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await client().batch(
    [
      "insert into person (id, email, created_at, updated_at) values ('p', 'p@x.example', 0, 0)",
      "insert into organization (id, name, country) values ('o', 'O', 'BE')",
      "insert into smart_account (id, kind, state, requester_id, answers, created_at, changed_at) values ('a', 'own', 'active', 'p', '{}', 0, 0)",
    ],
    "write",
  );
});
afterAll(() => database.stop());

const client = () => createClient({ url: database.url });
const settings = () => contextOf(database.url, "system").settings;

/** A row of each kind as of an instant, and what of it is to be gone: a column, or the row. */
const kept: Readonly<
  Record<Keeping, { readonly row: string; readonly table: string; readonly gone: string }>
> = {
  message: {
    row: "insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at) values (?1, 'welcome', '', 'en', 3, 's', 'h', 't', 'sent', 0, ?2, ?2)",
    table: "outbox",
    gone: "subject || html || text = ''",
  },
  messageAddress: {
    row: "insert into outbox (id, template, recipient, mailbox, causer, language, priority, subject, html, text, state, due_at, created_at, changed_at) values (?1, 'welcome', 'a@b.example', 'a@b.example', 'p', 'en', 3, '', '', '', 'bounced', 0, ?2, ?2)",
    table: "outbox",
    gone: "recipient = '' and mailbox is null and causer is null",
  },
  operation: {
    row: "insert into operation (id, person_id, action, next, at) values (?1, 'p', 'profile.save', 'portal', ?2)",
    table: "operation",
    gone: "",
  },
  apiAnswer: {
    row: "insert into api_answer (id, key_id, once_only, answer, at) values (?1, 'k', ?1, '{}', ?2)",
    table: "api_answer",
    gone: "",
  },
  codeRequest: {
    row: "insert into operation (id, action, next, at) values (?1, 'session.request-code', '', ?2)",
    table: "operation",
    gone: "",
  },
  invitation: {
    row: "insert into invitation (id, inviter_id, email, language, created_at) values (?1, 'p', 'a@b.example', 'en', ?2)",
    table: "invitation",
    gone: "",
  },
  nominee: {
    row: "insert into nominee (id, account_id, email, language, role, state, created_at, changed_at) values (?1, 'a', ?1 || '@b.example', 'en', 'smart-account-user', 'refused', ?2, ?2)",
    table: "nominee",
    gone: "email = id",
  },
  link: {
    row: "insert into link (id, purpose, email, subject_id, nonce, token_hash, created_at, expires_at, replaced_at) values (?1, 'decideRequest', 'a@b.example', ?1, '', ?1, ?2, ?2, ?2)",
    table: "link",
    gone: "email = ''",
  },
  request: {
    row: "insert into access_request (id, requester_id, organization_id, reason, comment, state, clock_at, created_at, decided_at, decided_by) values (?1, 'p', 'o', 'r', 'c', 'denied', 0, ?2, ?2, 'q')",
    table: "access_request",
    gone: "reason is null and comment is null",
  },
  review: {
    row: "insert into review (id, kind, subject_id, reasons, domain, answer, state, due_at, created_at, decided_at) values (?1, 'vacancy', 'o', '[]', 'b.example', 'a', 'refused', 0, ?2, ?2)",
    table: "review",
    gone: "domain is null and answer is null",
  },
  reclaim: {
    row: "insert into reclaim (id, organization_id, claimant_id, registration_id, state, comment, object_until, created_at, changed_at) values (?1, 'o', 'p', 'r', 'objected', 'c', 0, ?2, ?2)",
    table: "reclaim",
    gone: "comment is null",
  },
  registration: {
    row: `insert into registration (id, person_id, state, answers, created_at, changed_at) values (?1, 'p', 'withdrawn', '{"serialNumber":"1"}', ?2, ?2)`,
    table: "registration",
    gone: "answers = '{}'",
  },
  addressChange: {
    row: "insert into address_change (id, person_id, state, old_email, new_email, due_at, created_at, changed_at) values (?1, 'p', 'settled', 'a@b.example', 'c@b.example', 0, ?2, ?2)",
    table: "address_change",
    gone: "old_email || new_email = ''",
  },
  accountDraft: {
    row: "insert into smart_account (id, kind, state, requester_id, answers, created_at, changed_at) values (?1, case ?1 when 'accountDraft-old' then 'own' else 'customer' end, 'draft', 'p', '{\"message\":\"m\"}', ?2, ?2)",
    table: "smart_account",
    gone: "answers = '{}'",
  },
  accountNeverUsed: {
    row: "insert into smart_account (id, kind, state, requester_id, answers, authorizer_email, message, created_at, changed_at, ended_at) values (?1, 'own', 'declined', 'p', '{\"message\":\"m\"}', 'a@b.example', 'm', ?2, ?2, ?2)",
    table: "smart_account",
    gone: "authorizer_email is null and message is null and answers = '{}'",
  },
  failedTry: {
    row: "insert into attempt (kind, subject, at) values ('verify-person', ?1, ?2)",
    table: "attempt",
    gone: "",
  },
  codeSent: {
    row: "insert into attempt (kind, subject, at) values ('code', ?1, ?2)",
    table: "attempt",
    gone: "",
  },
  session: {
    row: "insert into session (id, token, user_id, expires_at, created_at, updated_at) values (?1, ?1, 'p', ?2, 0, 0)",
    table: "session",
    gone: "",
  },
  code: {
    row: "insert into verification (id, identifier, value, expires_at, created_at, updated_at) values (?1, ?1, '', ?2, 0, 0)",
    table: "verification",
    gone: "",
  },
  sealedCode: {
    row: "insert into outbox (id, template, recipient, language, priority, subject, html, text, sealed_code, state, due_at, expires_at, created_at, changed_at) values (?1, 'sign-in-code', '', 'en', 0, '', '', '', 'x', 'sent', 0, ?2, 9e15, 9e15)",
    table: "outbox",
    gone: "sealed_code is null",
  },
  farewell: {
    row: "insert into outbox (id, template, brief, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at) values (?1, 'data-erased', 1, 'a@b.example', 'en', 1, 's', 'h', 't', case ?1 when 'farewell-old' then 'delivered' else 'queued' end, 0, ?2, ?2)",
    table: "outbox",
    gone: "recipient || subject || html || text = ''",
  },
};
const kinds = Object.entries(kept) as [Keeping, (typeof kept)[Keeping]][];

/** One row that is a minute older than it is kept for, and one that is a minute younger. */
async function plant() {
  const ages = ["old", "young"];
  const now = Date.now();
  await client().batch(
    [
      { sql: "pragma defer_foreign_keys = on", args: [] },
      {
        sql: "insert into registration (id, person_id, state, answers, created_at, changed_at) values ('r', 'p', 'administrator', '{}', 0, 0) on conflict do nothing",
        args: [],
      },
      ...kinds.flatMap(([kind, { row }]) =>
        ages.map((age) => ({
          sql: row,
          args: [`${kind}-${age}`, now - limits.kept[kind] + (age === "young" ? 60_000 : -60_000)],
        })),
      ),
    ],
    "write",
  );
}

/** Of which kinds a row is gone, or emptied. */
async function gone(age: string) {
  const key = (table: string) => (table === "attempt" ? "subject" : "id");
  const found = await Promise.all(
    kinds.map(async ([kind, { table, gone: emptied }]) => {
      const { rows } = await client().execute(
        `select count(*) as there from ${table} where ${key(table)} = '${kind}-${age}' and not (${emptied || "false"})`,
      );
      return Number(rows[0]!["there"]) === 0 ? [kind] : [];
    }),
  );
  return found.flat();
}

test("what was kept long enough is emptied, and nothing that is a minute younger", async () => {
  await plant();

  await forget(settings());

  expect(await gone("old")).toEqual(kinds.map(([kind]) => kind));
  expect(await gone("young")).toEqual([]);
});

test("a run that is cut off leaves the rest to the next, and several at once harm nothing", async () => {
  const many = Array.from({ length: 30 }, (_, at) => ({
    sql: kept.operation.row,
    args: [`many-${at}`, 0],
  }));
  await client().batch(many, "write");

  await forget(settings(), 1);
  const afterOne = await left();
  await Promise.all([forget(settings(), 2), forget(settings(), 2), forget(settings(), 3)]);

  expect(afterOne).toBe(30 - limits.cleaning.rounds);
  expect(await left()).toBe(0);
});

async function left() {
  const { rows } = await client().execute(
    "select count(*) as n from operation where person_id is not null and at < 1000",
  );
  return Number(rows[0]!["n"]);
}

test("a nomination that nobody answers ends, and its address is emptied later", async () => {
  const past = Date.now() - limits.lapse.nomination;
  const nominee = (id: string, at: number) => ({
    sql: "insert into nominee (id, account_id, email, language, role, state, created_at, changed_at) values (?, 'a', ?, 'en', 'smart-account-user', 'allowed', 0, ?)",
    args: [id, `${id}@b.example`, at],
  });
  await client().batch([nominee("waits", past + 60_000), nominee("in-vain", past - 60_000)], "write");

  await sweep(
    jobs.find(({ name }) => name === "end-nomination")!,
    settings(),
  );

  const { rows } = await client().execute(
    "select id, state, (select to_state from audit_event where subject_id = nominee.id) as told from nominee where id in ('waits', 'in-vain') order by id",
  );
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { id: "in-vain", state: "ended", told: "ended" },
    { id: "waits", state: "allowed", told: null },
  ]);
});

test("whoever was only ever named is forgotten where nothing is held by the address, and nobody else", async () => {
  const person = (id: string, verified: number, keptUntil: number) => ({
    sql: "insert into person (id, email, email_verified, kept_until, created_at, updated_at) values (?, ?, ?, ?, 0, 0)",
    args: [id, `${id}@named.example`, verified, keptUntil],
  });
  await client().batch(
    [
      person("named", 0, Date.now() - 1000),
      person("younger", 0, Date.now() + 60_000),
      person("came", 1, Date.now() - 1000),
      person("holds", 0, Date.now() - 1000),
      "insert into role (id, organization_id, person_id, role, origin_id, created_at) values ('g', 'o', 'holds', 'customer-user', 'x', 0)",
    ],
    "write",
  );

  await sweep(
    jobs.find(({ name }) => name === "forget-person")!,
    settings(),
  );

  const { rows } = await client().execute(
    "select id from person where email like '%@named.example' order by id",
  );
  expect(rows.map(({ id }) => id)).toEqual(["came", "holds", "younger"]);
});

const dialect = new SQLiteAsyncDialect({ casing: "snake_case" });

test.each(Object.entries(retention))("%s is found by an index", async (_, statement) => {
  const { sql, params } = dialect.sqlToQuery((statement(1000, 10) as unknown as SQLWrapper).getSQL());

  const { rows } = await client().execute({
    sql: `explain query plan ${sql}`,
    args: params as (string | number)[],
  });

  expect(rows.map(({ detail }) => String(detail)).filter((step) => step.startsWith("SCAN"))).toEqual([]);
});
