import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PersonId, ReclaimId, RegistrationId, ReviewId } from "#src/domain/ids.ts";
import type { OnboardingAnswers } from "#src/domain/journeys/onboarding/situation.ts";
import { registration as lifecycle } from "#src/domain/registration.ts";
import { reclaim as reclaimLifecycle } from "#src/domain/reclaim.ts";
import { review as reviewLifecycle, reviewKinds, type ReviewReason } from "#src/domain/review.ts";
import { organization } from "./organization.ts";
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

/** What an agent must decide; at most one is open per matter. */
export const review = sqliteTable(
  "review",
  {
    id: text().$type<ReviewId>().primaryKey(),
    kind: text({ enum: reviewKinds }).notNull(),
    /** What it decides on, by its kind: a registration, a request, a reclaim, an organization, a Smart Account. */
    subjectId: text().notNull(),
    /** Whom it is about, and who is told the outcome; null for an organization that nobody administers. */
    personId: text()
      .$type<PersonId>()
      .references(() => person.id),
    /** The organization asked for; null for «None of the above» and for accounts. */
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
    index("review_subject").on(table.subjectId, table.createdAt),
    index("review_organization").on(table.organizationId, table.state),
    index("review_person").on(table.personId),
    index("review_decided")
      .on(table.decidedAt)
      .where(sql`${table.decidedAt} is not null`),
    uniqueIndex("review_open")
      .on(table.kind, table.subjectId)
      .where(sql`${table.state} in ('open', 'waiting')`),
  ],
);

/** Somebody says that an organization's administrators have gone; they are told and may object. */
export const reclaim = sqliteTable(
  "reclaim",
  {
    id: text().$type<ReclaimId>().primaryKey(),
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    claimantId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    registrationId: text()
      .$type<RegistrationId>()
      .notNull()
      .references(() => registration.id),
    state: text({ enum: reclaimLifecycle.states }).notNull(),
    /** What the claimant says about it. */
    comment: text(),
    /** Until when the administrators may object. */
    objectUntil: integer().notNull(),
    /** What the administrator says who objects. */
    objection: text(),
    objectedBy: text().$type<PersonId>(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (table) => [
    index("reclaim_registration").on(table.registrationId, table.createdAt),
    index("reclaim_claimant").on(table.claimantId),
    index("reclaim_due").on(table.state, table.objectUntil),
    uniqueIndex("reclaim_open")
      .on(table.organizationId)
      .where(sql`${table.state} in ('announced', 'underReview')`),
  ],
);
