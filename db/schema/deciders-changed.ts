import { sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AccessRequestId, AccountId, OrganizationId } from "#src/domain/ids.ts";

/**
 * Where it may have changed who decides: a place, or a single request. Triggers write it with whatever changes it, be it a
 * command, an import or an operator, so that scheduled work need not look everywhere for what nobody decides any more.
 */
export const decidersChanged = sqliteTable("deciders_changed", {
  id: integer().primaryKey({ autoIncrement: true }),
  organizationId: text().$type<OrganizationId>(),
  accountId: text().$type<AccountId>(),
  requestId: text().$type<AccessRequestId>(),
  at: integer()
    .notNull()
    .default(sql`(unixepoch() * 1000)`),
});
