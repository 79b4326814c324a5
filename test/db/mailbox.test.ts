import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { openDatabase } from "#db/client.ts";
import { mailboxIn } from "#db/mailbox.ts";
import { peopleOfMailbox } from "#db/queries/person.ts";
import { mailboxOf, writtenAlike } from "#src/domain/email.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

test.each([
  "bo+0@b.example",
  "+a+b@x.example",
  "+a@x.example",
  "a+@x.example",
  "plain@x.example",
  "a@b+c.example",
  "nobody",
  "j.o.hn.smith+x@googlemail.com",
  "+a.b@gmail.com",
  "...@gmail.com",
  "a-b_c.d@protonmail.com",
  "a.b@notgmail.com",
])("the database and the code find one mailbox behind %s", async (email) => {
  const one = build.all<{ mailbox: string }>(
    sql`select ${mailboxIn(sql`email`)} as mailbox from (select ${email} as email)`,
  );

  const { found } = await openDatabase(database).read({ found: one });

  expect(found).toEqual([{ mailbox: mailboxOf(email) }]);
});

test("they do behind any address", async () => {
  const local = fc.string({ unit: fc.constantFrom(..."ab.+-_'"), minLength: 1, maxLength: 8 });
  const domain = fc.constantFrom(
    ...writtenAlike.flatMap(({ domains }) => domains),
    "b.example",
    "gmail.com.example",
  );
  const emails = fc.sample(fc.tuple(local, domain), 500).map((parts) => parts.join("@"));
  const all = build.all<{ email: string; mailbox: string }>(
    sql`select value as email, ${mailboxIn(sql`value`)} as mailbox from json_each(${JSON.stringify(emails)})`,
  );

  const { found } = await openDatabase(database).read({ found: all });

  expect(found).toEqual(emails.map((email) => ({ email, mailbox: mailboxOf(email) })));
});

test.each([
  ["j.ohn+x@gmail.com", "john@gmail.com"],
  ["jo.hn@googlemail.com", "john@gmail.com"],
  ["jo-h_n@pm.me", "john@proton.me"],
  ["jo.hn@acme.example", "jo.hn@acme.example"],
  ["jo.hn+x@acme.example", "jo.hn@acme.example"],
])("%s is read in the mailbox %s", (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
});

test("the people of a mailbox are found by an index", async () => {
  const plan = build.all<{ detail: string }>(
    sql`explain query plan select 1 where 1 in ${peopleOfMailbox("bo@b.example")}`,
  );

  const { found } = await openDatabase(database).read({ found: plan });

  expect(found.map(({ detail }) => detail).join(" ")).toContain("person_mailbox");
});
