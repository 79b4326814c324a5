import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { listOf } from "#db/list.ts";
import type { PersonId, RegistrationId } from "#src/domain/ids.ts";
import type { OnboardingAnswers } from "#src/domain/journeys/onboarding/situation.ts";
import { registration as lifecycle } from "#src/domain/registration.ts";
import { person } from "./person.ts";

/** One person's way through onboarding; at most one is open per person. */
export const registration = sqliteTable(
  "registration",
  {
    id: text().$type<RegistrationId>().primaryKey(),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    state: text({ enum: lifecycle.states }).notNull(),
    answers: text({ mode: "json" }).$type<OnboardingAnswers>().notNull(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (table) => [
    index("registration_person").on(table.personId, table.createdAt),
    index("registration_created").on(table.createdAt),
    index("registration_over")
      .on(table.changedAt)
      .where(sql`${table.state} in ('draft', 'denied', 'refused', 'withdrawn') and ${table.answers} <> '{}'`),
    uniqueIndex("registration_open")
      .on(table.personId)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
  ],
);
