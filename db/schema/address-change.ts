import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { listOf } from "#db/list.ts";
import { addressChange as lifecycle } from "#src/domain/address-change.ts";
import type { AddressChangeId, PersonId } from "#src/domain/ids.ts";
import { person } from "./person.ts";

interface EndedIdentity {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly linkedAt: number;
}

/** Somebody changes to another e-mail address; the person keeps the id, and with it everything that is held. */
export const addressChange = sqliteTable(
  "address_change",
  {
    id: text().$type<AddressChangeId>().primaryKey(),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    state: text({ enum: lifecycle.states }).notNull(),
    oldEmail: text().notNull(),
    newEmail: text().notNull(),
    /** When it lapses; once it was made: until when the old address may object. */
    dueAt: integer().notNull(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
    /** Ids of what named the new address before the change was made: it stays there when the change is undone. */
    beside: text({ mode: "json" }).$type<readonly string[]>(),
    /** Whether the person had a passkey when the change was made: then only a passkey opens the way in after it is undone. */
    hadPasskey: integer({ mode: "boolean" }),
    /** The identities at providers that it ended, for the time in which it can be undone: then they are refused. */
    identities: text({ mode: "json" }).$type<readonly EndedIdentity[]>(),
  },
  (table) => [
    index("address_change_person").on(table.personId, table.createdAt),
    uniqueIndex("address_change_open")
      .on(table.personId)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
    index("address_change_due")
      .on(table.dueAt)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
    index("address_change_kept")
      .on(table.changedAt)
      .where(sql`${table.newEmail} <> ''`),
  ],
);
