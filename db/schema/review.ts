import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { listOf } from "#db/list.ts";
import type { OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import { review as lifecycle, reviewKinds, type ReviewReason } from "#src/domain/review.ts";
import { person } from "./person.ts";

/** What an agent must decide; at most one is open per matter. */
export const review = sqliteTable(
  "review",
  {
    id: text().$type<ReviewId>().primaryKey(),
    kind: text({ enum: reviewKinds }).notNull(),
    /** What it decides on, by its kind: a registration, a request, a reclaim, an organization, a Smart Account, itself. */
    subjectId: text().notNull(),
    /** Whom it is about, and who is told the outcome; null where nobody is known: of a vacancy, or who was not signed in. */
    personId: text()
      .$type<PersonId>()
      .references(() => person.id),
    /** The registrable domain of that person's address: many cases of one are told and refused together. */
    domain: text(),
    /** When agents were told of it; null: it waits for the next digest. */
    toldAt: integer(),
    /** The organization asked for; null for «None of the above» and for accounts. */
    organizationId: text().$type<OrganizationId>(),
    reasons: text({ mode: "json" }).$type<readonly ReviewReason[]>().notNull(),
    state: text({ enum: lifecycle.states }).notNull(),
    dueAt: integer().notNull(),
    /** Another identifier that is asked for a Smart Account in use. */
    wanted: text(),
    /** What the agent wants to know, and what the person wrote last: an answer, a reason, or what they think of the portal. */
    question: text(),
    answer: text(),
    /** The reason of a refusal. */
    comment: text(),
    createdAt: integer().notNull(),
    decidedAt: integer(),
    decidedBy: text().$type<PersonId>(),
    /** The agent who is on it; a hint to the others, no lock. */
    ownerId: text().$type<PersonId>(),
    /** What agents tell one another about it; nobody else reads it. */
    note: text(),
  },
  (table) => [
    index("review_due").on(table.state, table.dueAt),
    index("review_subject").on(table.subjectId, table.createdAt),
    index("review_organization").on(table.organizationId, table.state),
    index("review_owner").on(table.ownerId, table.state),
    index("review_person").on(table.personId),
    index("review_domain").on(table.domain, table.state),
    index("review_open_domain")
      .on(table.domain)
      .where(sql`${table.state} in ${listOf(lifecycle.open)} and ${table.domain} is not null`),
    index("review_untold")
      .on(table.state, table.createdAt)
      .where(sql`${table.toldAt} is null`),
    index("review_decided")
      .on(table.decidedAt)
      .where(sql`${table.decidedAt} is not null`),
    index("review_texts")
      .on(table.decidedAt)
      .where(
        sql`coalesce(${table.question}, ${table.answer}, ${table.comment}, ${table.domain}, ${table.note}) is not null`,
      ),
    uniqueIndex("review_open")
      .on(table.kind, table.subjectId)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
  ],
);
