import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { mailboxIn } from "#db/mailbox.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";

/** One per e-mail address, which is kept in lower case. The library that signs people in writes here too. */
export const person = sqliteTable(
  "person",
  {
    id: text().$type<PersonId>().primaryKey(),
    email: text().notNull().unique(),
    emailVerified: integer({ mode: "boolean" }).notNull().default(false),
    /** Empty until given once after the first sign-in. */
    name: text().notNull().default(""),
    image: text(),
    company: text(),
    phone: text(),
    language: text().$type<Language>(),
    /** Since when somebody may not sign in: access is suspended. */
    disabledAt: integer(),
    /** When nothing was left of the person but the id, which the record names. */
    erasedAt: integer(),
    /** Of somebody whom others have named: until when an address is kept that nobody uses and by which nothing is held. */
    keptUntil: integer(),
    createdAt: integer({ mode: "timestamp_ms" }).notNull(),
    updatedAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    index("person_name").on(sql`${table.name} collate nocase`),
    index("person_mailbox").on(mailboxIn(table.email)),
    index("person_created").on(table.createdAt),
    index("person_disabled")
      .on(table.disabledAt)
      .where(sql`${table.disabledAt} is not null`),
    index("person_kept")
      .on(table.keptUntil)
      .where(sql`${table.erasedAt} is null`),
  ],
);

/** A signed-in browser; the token reaches people only signed, in a cookie. */
export const session = sqliteTable(
  "session",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    expiresAt: integer({ mode: "timestamp_ms" }).notNull(),
    /** The library asks for it; it stays empty. */
    ipAddress: text(),
    userAgent: text(),
    /** Where it began, as the edge says: ISO 3166-1 alpha-2. */
    country: text(),
    /** When a passkey was shown in it last, or a provider's strong sign-in was. */
    provedAt: integer(),
    /** Of one that began with a provider: when that had the person sign in, 0 where it does not say. Null: a code began it. */
    authenticatedAt: integer(),
    createdAt: integer({ mode: "timestamp_ms" }).notNull(),
    /** When it was used last, to the hour. */
    updatedAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [index("session_person").on(table.userId), index("session_expiry").on(table.expiresAt)],
);

/** That agents have suspended somebody's access, why, and how it ended. */
export const suspension = sqliteTable(
  "suspension",
  {
    id: text().primaryKey(),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    reason: text().notNull(),
    suspendedAt: integer().notNull(),
    suspendedBy: text().$type<PersonId>().notNull(),
    restoredAt: integer(),
    restoredBy: text().$type<PersonId>(),
    restoredBecause: text(),
  },
  (table) => [
    index("suspension_person").on(table.personId, table.suspendedAt),
    uniqueIndex("suspension_running")
      .on(table.personId)
      .where(sql`${table.restoredAt} is null`),
  ],
);

/** Identities at OpenID Connect providers. */
export const account = sqliteTable(
  "account",
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: integer({ mode: "timestamp_ms" }),
    refreshTokenExpiresAt: integer({ mode: "timestamp_ms" }),
    scope: text(),
    password: text(),
    createdAt: integer({ mode: "timestamp_ms" }).notNull(),
    updatedAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    // Whoever is known there is one person here, and has one identity there.
    uniqueIndex("account_identity").on(table.providerId, table.accountId),
    uniqueIndex("account_person").on(table.userId, table.providerId),
  ],
);

/** Sign-in codes, hashed, with their wrong tries. */
export const verification = sqliteTable(
  "verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: integer({ mode: "timestamp_ms" }).notNull(),
    createdAt: integer({ mode: "timestamp_ms" }).notNull(),
    updatedAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    index("verification_identifier").on(table.identifier, table.createdAt),
    index("verification_expiry").on(table.expiresAt),
  ],
);
