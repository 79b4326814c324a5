import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { listOf } from "#db/list.ts";
import { accessRequest as lifecycle } from "#src/domain/access-request.ts";
import type {
  AccessRequestId,
  AccountId,
  OrganizationId,
  PersonId,
  RegistrationId,
} from "#src/domain/ids.ts";
import { roles } from "#src/domain/role.ts";
import { smartAccount, virtualAccount } from "./account.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";
import { registration } from "./registration.ts";

/**
 * A request for access to an organization or to a Smart Account; at most one is undecided per person and place. Who is
 * asked about it is told by its links.
 */
export const accessRequest = sqliteTable(
  "access_request",
  {
    id: text().$type<AccessRequestId>().primaryKey(),
    requesterId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    organizationId: text()
      .$type<OrganizationId>()
      .references(() => organization.id),
    accountId: text()
      .$type<AccountId>()
      .references(() => smartAccount.id),
    /** The part of the account that it is for, where the requester named one: its administrators decide as well. */
    virtualAccountId: text().references(() => virtualAccount.id),
    /** For an account: what it was called when it was asked for, with identifier and part. */
    called: text(),
    /** For an organization: the registration that it belongs to, and the proof that it rests on. */
    registrationId: text()
      .$type<RegistrationId>()
      .references(() => registration.id),
    contractNumber: text(),
    serialNumber: text(),
    /** For an account: why access is needed. */
    reason: text(),
    state: text({ enum: lifecycle.states }).notNull(),
    /** How far it was passed on: an index into `escalation` of the domain. */
    stage: integer().notNull().default(0),
    /** Since when it waits for those who are asked; starts again with an answer. */
    clockAt: integer().notNull(),
    /** When the requester had a reminder sent last. */
    remindedAt: integer(),
    /** What a decider wants to know, and what the requester answered last. */
    question: text(),
    answer: text(),
    /** What the requester is told with the decision. */
    comment: text(),
    role: text({ enum: roles }),
    createdAt: integer().notNull(),
    decidedAt: integer(),
    decidedBy: text().$type<PersonId>(),
  },
  (table) => [
    index("access_request_requester").on(table.requesterId, table.createdAt),
    index("access_request_organization").on(table.organizationId, table.state),
    index("access_request_account").on(table.accountId, table.state),
    index("access_request_registration").on(table.registrationId),
    index("access_request_due").on(table.state, table.stage, table.clockAt),
    index("access_request_texts")
      .on(table.decidedAt)
      .where(
        sql`coalesce(${table.reason}, ${table.question}, ${table.answer}, ${table.comment}) is not null`,
      ),
    uniqueIndex("access_request_undecided")
      .on(table.requesterId, table.organizationId)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
    uniqueIndex("access_request_undecided_account")
      .on(table.requesterId, table.accountId)
      .where(sql`${table.state} in ${listOf(lifecycle.open)}`),
  ],
);
