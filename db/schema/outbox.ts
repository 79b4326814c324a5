import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { LinkId, OperationId } from "#src/domain/ids.ts";
import { message } from "#src/domain/message.ts";
import { link } from "./link.ts";

/** Messages, written with the change that they announce and delivered after it. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: text().primaryKey(),
    template: text().notNull(),
    recipient: text().notNull(),
    language: text().notNull(),
    priority: integer().notNull(),
    /** Rendered when written; a placeholder stands where the link's token or the code goes. */
    subject: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
    linkId: text()
      .$type<LinkId>()
      .references(() => link.id),
    /** A sign-in code, encrypted. */
    sealedCode: text(),
    /** What its reader can stop with one click, about whom; the tag that proves it is put in when it leaves. */
    unsubscribe: text(),
    operationId: text().$type<OperationId>(),
    state: text({ enum: message.states }).notNull(),
    attempts: integer().notNull().default(0),
    /** When the next try is due; while sending, when the lease ends. */
    dueAt: integer().notNull(),
    /** Of no use after this instant; null when it never grows old. */
    expiresAt: integer(),
    firstTriedAt: integer(),
    providerId: text(),
    problem: text(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (table) => [
    index("outbox_due").on(table.state, table.priority, table.dueAt),
    index("outbox_recipient").on(table.recipient, table.createdAt),
    index("outbox_provider").on(table.providerId),
    index("outbox_link").on(table.linkId),
  ],
);
