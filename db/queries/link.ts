import { and, desc, eq, getTableColumns, gt, isNull, sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { link } from "#db/schema/link.ts";
import type { LinkId, PersonId } from "#src/domain/ids.ts";

export const addLink = (row: typeof link.$inferInsert) => build.insert(link).values(row);

/**
 * A link, and who may act on it: whoever has its address; one that is to prove a new address, the person who wants to use
 * it, with the present one.
 */
export const linkByHash = (tokenHash: string) =>
  build
    .select({
      ...getTableColumns(link),
      addressee:
        sql<string>`iif(${link.purpose} = 'changeAddress', coalesce((select p.email from address_change c
        join person p on p.id = c.person_id where c.id = ${link.subjectId}), ${link.email}), ${link.email})`.as(
          "addressee",
        ),
    })
    .from(link)
    .where(eq(link.tokenHash, tokenHash));

export const subjectByHash = (tokenHash: string) =>
  sql`(select subject_id from link where token_hash = ${tokenHash})`;

/** Uses a link up; changes nothing when it was used, was replaced or has expired. */
export const actOnLink = (id: LinkId, by: PersonId, now: number) =>
  build
    .update(link)
    .set({ actedAt: now, actedBy: by })
    .where(and(eq(link.id, id), isNull(link.actedAt), isNull(link.replacedAt), gt(link.expiresAt, now)));

/** What waits for an address, newest first. */
export const liveLinks = (email: SQL, now: number) =>
  build
    .select()
    .from(link)
    .where(and(eq(link.email, email), isNull(link.actedAt), isNull(link.replacedAt), gt(link.expiresAt, now)))
    .orderBy(desc(link.createdAt));

/** Ends what links of this purpose are still out for a subject. */
export const endLinks = (purpose: (typeof link.$inferSelect)["purpose"], subjectId: string, now: number) =>
  build
    .update(link)
    .set({ replacedAt: now })
    .where(
      and(
        eq(link.subjectId, subjectId),
        eq(link.purpose, purpose),
        isNull(link.replacedAt),
        isNull(link.actedAt),
      ),
    );
