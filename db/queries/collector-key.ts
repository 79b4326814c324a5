import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { collectorKey, rightSince } from "#db/schema/device-upload.ts";
import { person } from "#db/schema/person.ts";
import type { CollectorKeyId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import type { Due } from "./due.ts";

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
      createdAt: collectorKey.createdAt,
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

/** Keeps when a key was used, and whether what it brought was right: then its people are told anew the next time. */
export const hearCollector = (id: CollectorKeyId, isRight: boolean, now: number) =>
  build
    .update(collectorKey)
    .set(
      isRight
        ? { usedAt: now, heardAt: now, refusedAt: null, toldAt: null }
        : { usedAt: now, refusedAt: now },
    )
    .where(eq(collectorKey.id, id));

/** A key, whosever it is; for the portal itself. */
export const collectorKeyById = (id: CollectorKeyId) =>
  build.select().from(collectorKey).where(eq(collectorKey.id, id));

/** The organization of a key, for use inside of another statement. */
export const organizationOfKey = (id: CollectorKeyId) =>
  sql`(select organization_id from collector_key where id = ${id})`;

/** What was told of a key in the last day. */
const toldOf = (key: SQL, now: number) =>
  sql`from audit_event e where e.subject_id = ${key} and e.action = 'collector.tell' and e.at > ${now - window.day}`;

/**
 * True of a key whose people were told nothing of it for a day, however often right and wrong lists came by turns, and of no
 * more keys of the organization than there may be, however often they are made anew.
 */
const wasQuiet = (now: number) => sql`not exists (select 1 ${toldOf(sql`collector_key.id`, now)})
  and (select count(*) from collector_key k where k.organization_id = collector_key.organization_id
    and exists (select 1 ${toldOf(sql`k.id`, now)})) < ${limits.collector.keys}`;

/** Keys in use whose list was refused or stays away, and whose people were not told; by an index of these alone. */
export const collectorsInTrouble = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select id, coalesce(heard_at, 0) as stage from collector_key
    where ended_at is null and told_at is null and ${rightSince} <= ${now - limits.collector.silentAfter}
      and id > ${after} and ${wasQuiet(now)}
    order by id limit ${most}`);

/** Keeps that its people were told; no row changes where a list has come since the key was read, or it has ended. */
export const markCollectorTold = ({ id, heardAt }: typeof collectorKey.$inferSelect, now: number) =>
  build
    .update(collectorKey)
    .set({ toldAt: now })
    .where(
      and(
        eq(collectorKey.id, id),
        isNull(collectorKey.endedAt),
        isNull(collectorKey.toldAt),
        sql`${collectorKey.heardAt} is ${heardAt}`,
        wasQuiet(now),
      ),
    );
