import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AccountId, OperationId, OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import { provisioning as lifecycle } from "#src/domain/provisioning.ts";
import { smartAccount } from "./account.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";
import { review } from "./review.ts";

/** Changes of somebody's access, and of cases, that the provider's tools must hear of, written with the change itself. */
export const provisioning = sqliteTable(
  "provisioning",
  {
    id: text().primaryKey(),
    /** Whose access has changed; null where a case has. */
    personId: text()
      .$type<PersonId>()
      .references(() => person.id),
    reviewId: text()
      .$type<ReviewId>()
      .references(() => review.id),
    organizationId: text()
      .$type<OrganizationId>()
      .references(() => organization.id),
    accountId: text()
      .$type<AccountId>()
      .references(() => smartAccount.id),
    operationId: text().$type<OperationId>().notNull(),
    state: text({ enum: lifecycle.states }).notNull(),
    attempts: integer().notNull().default(0),
    /** When the next try is due; while sending, when the lease ends. */
    dueAt: integer().notNull(),
    problem: text(),
    createdAt: integer().notNull(),
    doneAt: integer(),
  },
  (table) => [
    index("provisioning_due").on(table.state, table.dueAt),
    index("provisioning_person").on(table.personId, table.state),
    index("provisioning_review")
      .on(table.reviewId, table.state)
      .where(sql`${table.reviewId} is not null`),
  ],
);
