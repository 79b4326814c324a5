import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { LinkId, OperationId, PersonId } from "#src/domain/ids.ts";
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
    /** Of a message that counts (SECURITY.md 11): whose mailbox it fills; null where nothing is counted. */
    mailbox: text(),
    /** Who caused it, and of which company; null for the portal itself. */
    causer: text().$type<PersonId>(),
    causerDomain: text(),
    /** Whoever caused it is not of its reader's company. */
    outside: integer({ mode: "boolean" }).notNull().default(false),
    /** It went to somebody who had never signed in. */
    invitation: integer({ mode: "boolean" }).notNull().default(false),
    /** It names somebody whose data were erased: nothing of it is kept once it has left. */
    brief: integer({ mode: "boolean" }).notNull().default(false),
    state: text({ enum: message.states }).notNull(),
    attempts: integer().notNull().default(0),
    /** When the next try is due; while sending, when the lease ends. */
    dueAt: integer().notNull(),
    /** Of no use after this instant; null when it never grows old. */
    expiresAt: integer(),
    firstTriedAt: integer(),
    providerId: text(),
    problem: text(),
    /** How often an operator sent it anew: to the provider each is a message of its own. */
    resent: integer().notNull().default(0),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (table) => [
    index("outbox_due").on(table.state, table.priority, table.dueAt),
    index("outbox_recipient").on(table.recipient, table.createdAt),
    index("outbox_provider").on(table.providerId),
    index("outbox_link").on(table.linkId),
    index("outbox_operation").on(table.operationId),
    index("outbox_mailbox").on(table.mailbox, table.createdAt),
    index("outbox_causer").on(table.causer, table.createdAt),
    index("outbox_company").on(table.causerDomain, table.createdAt),
    index("outbox_text")
      .on(table.changedAt)
      .where(sql`${table.text} <> ''`),
    index("outbox_addressed")
      .on(table.changedAt)
      .where(sql`${table.recipient} <> ''`),
    index("outbox_sealed")
      .on(table.expiresAt)
      .where(sql`${table.sealedCode} is not null`),
    index("outbox_brief")
      .on(table.state)
      .where(sql`${table.brief} = 1 and ${table.text} <> ''`),
  ],
);

/** Who never wants to be written to: the hash of a mailbox, which counts until its person signs in. */
export const unwanted = sqliteTable("unwanted", {
  mailboxHash: text().primaryKey(),
  at: integer().notNull(),
});

/** Why no message leaves: one row, `id` 1, while the account at the provider is in trouble or an operator wants it so. */
export const mailRest = sqliteTable("mail_rest", {
  id: integer().primaryKey(),
  since: integer().notNull(),
  /** When the next try is due; null: when an operator says so. */
  until: integer(),
  because: text().notNull(),
  tries: integer().notNull(),
});
