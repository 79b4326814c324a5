import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AccountId, OrganizationId, PersonId } from "#src/domain/ids.ts";
import { roles } from "#src/domain/role.ts";
import { smartAccount, virtualAccount } from "./account.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";

/**
 * What a person may do in an organization, in a Smart Account or in one virtual account of it; each role has one origin:
 * the registration, review, request, seat, nomination or operation that gave it.
 */
export const role = sqliteTable(
  "role",
  {
    id: text().primaryKey(),
    organizationId: text()
      .$type<OrganizationId>()
      .references(() => organization.id),
    accountId: text()
      .$type<AccountId>()
      .references(() => smartAccount.id),
    /** Null: in the whole account. */
    virtualAccountId: text().references(() => virtualAccount.id),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    role: text({ enum: roles }).notNull(),
    originId: text().notNull(),
    createdAt: integer().notNull(),
    endedAt: integer(),
    /** When it came to this person, who changed to the address that it had been given to. */
    cameAt: integer(),
  },
  (table) => [
    uniqueIndex("role_once")
      .on(table.organizationId, table.personId, table.role)
      .where(sql`${table.endedAt} is null and ${table.organizationId} is not null`),
    uniqueIndex("role_once_in_account")
      .on(table.accountId, table.personId, table.role)
      .where(sql`${table.endedAt} is null and ${table.virtualAccountId} is null`),
    uniqueIndex("role_once_in_virtual_account")
      .on(table.virtualAccountId, table.personId, table.role)
      .where(sql`${table.endedAt} is null`),
    index("role_account_administrators")
      .on(table.accountId)
      .where(sql`${table.role} = 'smart-account-administrator' and ${table.endedAt} is null`),
    index("role_person").on(table.personId),
    index("role_created").on(table.createdAt),
    index("role_account").on(table.accountId, table.personId),
  ],
);
