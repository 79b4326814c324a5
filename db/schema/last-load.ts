import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ApiKeyId } from "#src/domain/ids.ts";

/** Of each file of an import, when it was loaded last and by whom; one row each. */
export const lastLoad = sqliteTable("last_load", {
  file: text().primaryKey(),
  at: integer().notNull(),
  /** The system that sent it; null: `npm run import`. */
  keyId: text().$type<ApiKeyId>(),
  loaded: integer().notNull(),
  rejected: integer().notNull(),
});
