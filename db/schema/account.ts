import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { listOf } from "#db/list.ts";
import {
  accountKinds,
  nominee as nomineeLifecycle,
  pending,
  smartAccount as lifecycle,
} from "#src/domain/account.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import type { AccountAnswers } from "#src/domain/journeys/account/answers.ts";
import { roles } from "#src/domain/role.ts";
import type { Language } from "#src/i18n/languages.ts";
import { person } from "./person.ts";

/** A Smart Account from its request on. A draft is the requester's alone: its answers become columns when it is sent. */
export const smartAccount = sqliteTable(
  "smart_account",
  {
    id: text().$type<AccountId>().primaryKey(),
    kind: text({ enum: accountKinds }).notNull(),
    state: text({ enum: lifecycle.states }).notNull(),
    requesterId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    answers: text({ mode: "json" }).$type<AccountAnswers>().notNull(),
    /** A domain in lower-case ASCII. */
    domainIdentifier: text(),
    name: text(),
    companyName: text(),
    /** ISO 3166-1 alpha-2 */
    country: text(),
    address: text(),
    address2: text(),
    city: text(),
    region: text(),
    postalCode: text(),
    /** Who may activate it, and the language chosen for that address. */
    authorizerEmail: text(),
    authorizerLanguage: text().$type<Language>(),
    message: text(),
    userNote: text(),
    /** When the activation e-mail left: the 90 days count from here. */
    activationSentAt: integer(),
    /** How many of the warnings before its end were sent. */
    warnings: integer().notNull().default(0),
    agreementVersion: text(),
    agreementAcceptedAt: integer(),
    /** Why it was declined or refused. */
    comment: text(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
    activatedAt: integer(),
    endedAt: integer(),
  },
  (table) => [
    index("smart_account_requester").on(table.requesterId, table.createdAt),
    index("smart_account_authorizer").on(table.authorizerEmail),
    index("smart_account_due").on(table.state, table.activationSentAt),
    uniqueIndex("smart_account_identifier")
      .on(table.domainIdentifier)
      .where(sql`${table.state} = 'active'`),
    index("smart_account_pending")
      .on(table.domainIdentifier)
      .where(sql`${table.state} in ${listOf(pending)}`),
    index("smart_account_kept")
      .on(table.changedAt)
      .where(sql`${table.state} = 'draft' and ${table.answers} <> '{}'`),
    index("smart_account_over")
      .on(table.endedAt)
      .where(sql`${table.authorizerEmail} is not null`),
    uniqueIndex("smart_account_draft")
      .on(table.requesterId, table.kind)
      .where(sql`${table.state} = 'draft'`),
  ],
);

/** Somebody whom the requester nominates; the authorizer allows or not, then the person accepts or refuses. */
export const nominee = sqliteTable(
  "nominee",
  {
    id: text().primaryKey(),
    accountId: text()
      .$type<AccountId>()
      .notNull()
      .references(() => smartAccount.id),
    email: text().notNull(),
    language: text().$type<Language>().notNull(),
    role: text({ enum: roles }).notNull(),
    state: text({ enum: nomineeLifecycle.states }).notNull(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (table) => [
    uniqueIndex("nominee_once").on(table.accountId, table.email),
    index("nominee_email").on(table.email),
    index("nominee_allowed")
      .on(table.changedAt)
      .where(sql`${table.state} = 'allowed'`),
    index("nominee_over")
      .on(table.changedAt)
      .where(sql`${table.state} in ('refused', 'denied', 'ended') and ${table.email} <> ${table.id}`),
  ],
);

/** A part of a Smart Account with people of its own. */
export const virtualAccount = sqliteTable(
  "virtual_account",
  {
    id: text().primaryKey(),
    accountId: text()
      .$type<AccountId>()
      .notNull()
      .references(() => smartAccount.id),
    name: text().notNull(),
    createdAt: integer().notNull(),
    closedAt: integer(),
  },
  (table) => [
    index("virtual_account_account").on(table.accountId),
    uniqueIndex("virtual_account_name")
      .on(table.accountId, sql`lower(${table.name})`)
      .where(sql`${table.closedAt} is null`),
  ],
);
