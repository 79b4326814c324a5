import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PersonId, RegistrationId, ReviewId } from "../../src/domain/ids.ts";
import type { OnboardingAnswers } from "../../src/domain/journeys/onboarding/situation.ts";
import { registration as lifecycle } from "../../src/domain/registration.ts";
import { review as reviewLifecycle } from "../../src/domain/review.ts";
import type { ReviewReason } from "../../src/domain/assessment.ts";
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
    uniqueIndex("registration_open")
      .on(table.personId)
      .where(sql`${table.state} in ('draft', 'requested', 'underReview')`),
  ],
);

/** What an agent must decide; at most one is open per registration. */
export const review = sqliteTable(
  "review",
  {
    id: text().$type<ReviewId>().primaryKey(),
    registrationId: text()
      .$type<RegistrationId>()
      .notNull()
      .references(() => registration.id),
    /** The organization asked for; null for «None of the above». */
    organizationId: text(),
    reasons: text({ mode: "json" }).$type<readonly ReviewReason[]>().notNull(),
    state: text({ enum: reviewLifecycle.states }).notNull(),
    dueAt: integer().notNull(),
    /** What the agent wants to know, and what the person answered last. */
    question: text(),
    answer: text(),
    /** The reason of a refusal. */
    comment: text(),
    createdAt: integer().notNull(),
    decidedAt: integer(),
    decidedBy: text().$type<PersonId>(),
  },
  (table) => [
    index("review_due").on(table.state, table.dueAt),
    index("review_registration").on(table.registrationId, table.createdAt),
    uniqueIndex("review_open")
      .on(table.registrationId)
      .where(sql`${table.state} in ('open', 'waiting')`),
  ],
);
