import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Scope } from "#src/domain/api/scope.ts";
import type { ApiKeyId, OperationId, PersonId } from "#src/domain/ids.ts";

/** A key with which one of the provider's own systems uses the API; the secret itself is not kept. */
export const apiKey = sqliteTable(
  "api_key",
  {
    id: text().$type<ApiKeyId>().primaryKey(),
    /** The system that has it. */
    name: text().notNull(),
    /** SHA-256 of the secret. */
    hash: text().notNull().unique(),
    scopes: text({ mode: "json" }).$type<readonly Scope[]>().notNull(),
    createdBy: text().$type<PersonId>().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    endedAt: integer(),
    /** When it was used last, to the hour. */
    usedAt: integer(),
    /** How many warnings agents were sent that it ends. */
    warnings: integer().notNull().default(0),
  },
  (table) => [index("api_key_created").on(table.createdAt)],
);

/** What a system was answered when it wrote: the same again is answered the same. */
export const apiAnswer = sqliteTable(
  "api_answer",
  {
    /** The operation: of this key, this idempotency key and this content. */
    id: text().$type<OperationId>().primaryKey(),
    keyId: text().$type<ApiKeyId>().notNull(),
    /** SHA-256 of the idempotency key. */
    onceOnly: text().notNull(),
    answer: text({ mode: "json" }).notNull(),
    at: integer().notNull(),
  },
  (table) => [
    uniqueIndex("api_answer_once").on(table.keyId, table.onceOnly),
    index("api_answer_at").on(table.at),
  ],
);
