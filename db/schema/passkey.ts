import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#src/domain/ids.ts";
import { person } from "./person.ts";

/** A passkey of somebody: what its device keeps never leaves it, here is the public half. */
export const passkey = sqliteTable(
  "passkey",
  {
    id: text().primaryKey(),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** What the device calls it. */
    credentialId: text().notNull().unique(),
    publicKey: text().notNull(),
    /** How often the device says that it was used; 0 where it does not count. */
    counter: integer().notNull(),
    /** How a browser reaches the device. */
    transports: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    name: text().notNull(),
    createdAt: integer().notNull(),
    /** When the newest challenge was made that it has answered: none of that time or before is taken again. */
    answeredAt: integer().notNull(),
  },
  (table) => [index("passkey_person").on(table.personId)],
);

/** That an agent says that somebody has lost all passkeys, and which other one has agreed: then they have ended. */
export const recovery = sqliteTable(
  "recovery",
  {
    id: text().primaryKey(),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    reason: text().notNull(),
    askedAt: integer().notNull(),
    askedBy: text().$type<PersonId>().notNull(),
    agreedAt: integer(),
    agreedBy: text().$type<PersonId>(),
  },
  (table) => [index("recovery_person").on(table.personId, table.askedAt)],
);
