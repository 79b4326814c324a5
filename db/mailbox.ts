import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** The mailbox behind a column of addresses, as `mailboxOf` finds it (src/domain/email.ts): an expression that has an index. */
export const mailboxIn = (email: SQL | SQLiteColumn) =>
  sql<string>`iif(instr(substr(${email}, 2), '+') between 1 and instr(${email}, '@') - 2,
    substr(${email}, 1, instr(substr(${email}, 2), '+')) || substr(${email}, instr(${email}, '@')), ${email})`;
