import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { collectorKey } from "#db/schema/device-upload.ts";
import { person } from "#db/schema/person.ts";
import type { CollectorKeyId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";

/** The keys of an organization, the newest first, ended ones too; never their secrets. */
export const collectorKeysOf = (organizationId: string) =>
  build
    .select({
      id: collectorKey.id,
      name: collectorKey.name,
      createdByName: person.name,
      createdAt: collectorKey.createdAt,
      endedAt: collectorKey.endedAt,
      usedAt: collectorKey.usedAt,
      heardAt: collectorKey.heardAt,
      refusedAt: collectorKey.refusedAt,
    })
    .from(collectorKey)
    .leftJoin(person, eq(person.id, collectorKey.createdBy))
    .where(eq(collectorKey.organizationId, organizationId))
    .orderBy(desc(collectorKey.createdAt))
    .limit(100);

/** The key that a machine shows, by its hash, as long as it has not ended. */
export const collectorKeyByHash = (id: CollectorKeyId, hash: string) =>
  build
    .select({
      id: collectorKey.id,
      organizationId: collectorKey.organizationId,
      name: collectorKey.name,
      createdBy: collectorKey.createdBy,
    })
    .from(collectorKey)
    .where(and(eq(collectorKey.hash, hash), eq(collectorKey.id, id), isNull(collectorKey.endedAt)));

/** A column of the key that a machine shows, for use inside of another statement; null where it shows a wrong one. */
export const ofKey = (column: "id" | "organization_id", id: CollectorKeyId, hash: string) =>
  sql`(select ${sql.raw(column)} from collector_key where hash = ${hash} and id = ${id} and ended_at is null)`;

/** True while a key has not ended, at the instant of the statement. */
export const keyIsInUse = (id: CollectorKeyId) =>
  sql`exists (select 1 from collector_key where id = ${id} and ended_at is null)`;

/** True while an organization may have one more key. */
export const mayHaveKey = (organizationId: string) =>
  sql`(select count(*) from collector_key where organization_id = ${organizationId} and ended_at is null)
    < ${limits.collector.keys}`;

export const addCollectorKey = (row: typeof collectorKey.$inferInsert) =>
  build.insert(collectorKey).values(row);

/** Ends a key at once; no row changes where it had ended, or is of another organization. */
export const endCollectorKey = (organizationId: string, id: CollectorKeyId, now: number) =>
  build
    .update(collectorKey)
    .set({ endedAt: now })
    .where(
      and(
        eq(collectorKey.id, id),
        eq(collectorKey.organizationId, organizationId),
        isNull(collectorKey.endedAt),
      ),
    );

/** Keeps when a key was used, and whether what it brought was right. */
export const hearCollector = (id: CollectorKeyId, isRight: boolean, now: number) =>
  build
    .update(collectorKey)
    .set(isRight ? { usedAt: now, heardAt: now, refusedAt: null } : { usedAt: now, refusedAt: now })
    .where(eq(collectorKey.id, id));

/** Keys in use that have been silent or refused, and whose people were not told since; by index of those in use. */
export const collectorsInTrouble = (now: number, most: number) =>
  build
    .select()
    .from(collectorKey)
    .where(
      and(
        isNull(collectorKey.endedAt),
        sql`(${collectorKey.refusedAt} > coalesce(${collectorKey.toldAt}, 0)
          or (max(coalesce(${collectorKey.heardAt}, 0), ${collectorKey.createdAt})
              <= ${now - limits.collector.silentAfter}
            and coalesce(${collectorKey.toldAt}, 0) <= ${now - limits.collector.silentAfter}))`,
      ),
    )
    .limit(most);

export const markCollectorTold = (id: CollectorKeyId, now: number) =>
  build.update(collectorKey).set({ toldAt: now }).where(eq(collectorKey.id, id));
