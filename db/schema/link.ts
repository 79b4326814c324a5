import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { LinkId, PersonId } from "#src/domain/ids.ts";
import { linkPurposes } from "#src/domain/link.ts";

/** A single-purpose secret sent to one address. What is kept cannot be used: the nonce and the SHA-256 of the token. */
export const link = sqliteTable(
  "link",
  {
    id: text().$type<LinkId>().primaryKey(),
    purpose: text({ enum: linkPurposes }).notNull(),
    email: text().notNull(),
    /** The registration, seat or other record that it is about. */
    subjectId: text().notNull(),
    nonce: text().notNull(),
    tokenHash: text().notNull().unique(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    replacedAt: integer(),
    actedAt: integer(),
    actedBy: text().$type<PersonId>(),
  },
  (table) => [
    index("link_subject").on(table.subjectId, table.purpose),
    index("link_email").on(table.email, table.purpose),
    index("link_over")
      .on(sql`case when ${table.actedAt} is not null then ${table.actedAt} else ${table.replacedAt} end`)
      .where(sql`${table.email} <> ''`),
    index("link_waiting")
      .on(table.email, table.purpose, table.expiresAt)
      .where(sql`${table.replacedAt} is null and ${table.actedAt} is null`),
    uniqueIndex("link_one_live")
      .on(table.purpose, table.subjectId, table.email)
      .where(sql`${table.replacedAt} is null and ${table.actedAt} is null`),
  ],
);
