import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#src/domain/ids.ts";
import { person } from "./person.ts";

/** An identity at a provider that signed somebody in and was ended: that person's it does not become again by itself. */
export const refusedIdentity = sqliteTable(
  "refused_identity",
  {
    /** The one that it had as an identity. */
    id: text().primaryKey(),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    issuer: text().notNull(),
    subject: text().notNull(),
    /** Since when it had signed in, and until when; both in the real time, as sessions. */
    linkedAt: integer().notNull(),
    endedAt: integer().notNull(),
  },
  (table) => [uniqueIndex("refused_identity_of_person").on(table.personId, table.issuer, table.subject)],
);
