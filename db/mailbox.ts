import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { writtenAlike } from "#src/domain/email.ts";

const without = (signs: readonly string[], text: SQL) =>
  signs.reduce((name, sign) => sql`replace(${name}, ${sql.raw(`'${sign}'`)}, '')`, text);

/** The mailbox behind a column of addresses, as `mailboxOf` finds it (src/domain/email.ts): an expression that has an index. */
export function mailboxIn(email: SQL | SQLiteColumn) {
  const local = sql`substr(${email}, 1, iif(instr(substr(${email}, 2), '+') between 1 and instr(${email}, '@') - 2,
    instr(substr(${email}, 2), '+'), instr(${email}, '@') - 1))`;
  const cases = writtenAlike.map(({ domains: [first, ...others], ignored }) => {
    const domains = sql.raw([first, ...others].map((domain) => `'${domain}'`).join(", "));
    return sql`when substr(${email}, instr(${email}, '@') + 1) in (${domains})
      then ${without(ignored, local)} || ${sql.raw(`'@${first}'`)}`;
  });
  return sql<string>`case ${sql.join(cases, sql` `)} else ${local} || substr(${email}, instr(${email}, '@')) end`;
}

/** The mailbox behind one address. */
export const mailboxBehind = (email: SQL) =>
  sql<string>`(select ${mailboxIn(sql`one.email`)} from (select ${email} as email) one)`;

/** Whose message goes to which mailbox, as it is counted. */
export const fromTo = (from: SQL, to: SQL) => sql<string>`${from} || ' ' || ${to}`;
