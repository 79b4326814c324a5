import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import { person } from "./person.ts";

/** Somebody hands onboarding over to a colleague, in the language chosen for the colleague. */
export const invitation = sqliteTable(
  "invitation",
  {
    id: text().primaryKey(),
    inviterId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    email: text().notNull(),
    language: text().$type<Language>().notNull(),
    /** What the inviter had proven, for the colleague to start with; null before that. */
    contractNumber: text(),
    serialNumber: text(),
    createdAt: integer().notNull(),
    usedAt: integer(),
  },
  (table) => [
    index("invitation_inviter").on(table.inviterId, table.createdAt),
    index("invitation_email").on(table.email, table.createdAt),
    index("invitation_kept").on(table.createdAt),
  ],
);
