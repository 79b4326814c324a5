import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { listOf } from "#db/list.ts";
import type { OrganizationId, PersonId, ReclaimId, RegistrationId } from "#src/domain/ids.ts";
import { reclaim as lifecycle } from "#src/domain/reclaim.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";
import { registration } from "./registration.ts";

/** Somebody says that an organization's administrators have gone; they are told and may object. */
export const reclaim = sqliteTable(
  "reclaim",
  {
    id: text().$type<ReclaimId>().primaryKey(),
    organizationId: text()
      .$type<OrganizationId>()
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
    state: text({ enum: lifecycle.states }).notNull(),
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
    index("reclaim_texts")
      .on(table.changedAt)
      .where(sql`coalesce(${table.comment}, ${table.objection}) is not null`),
    uniqueIndex("reclaim_open")
      .on(table.organizationId)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
  ],
);
