import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { RejectedRow } from "#src/domain/collect/device-file.ts";
import { upload as lifecycle, uploadModes } from "#src/domain/collect/upload.ts";
import type { CollectorKeyId, PersonId, UploadId } from "#src/domain/ids.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";

/** A device of an upload: a value for each of `deviceFields`, in their order. */
export type UploadedDevice = readonly (string | null)[];

/** A customer's file that was checked, and what came of it; at most one is open per organization. */
export const deviceUpload = sqliteTable(
  "device_upload",
  {
    id: text().$type<UploadId>().primaryKey(),
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    /** Who sent it; null where a collector did. */
    personId: text()
      .$type<PersonId>()
      .references(() => person.id),
    collectorKeyId: text().$type<CollectorKeyId>(),
    state: text({ enum: lifecycle.states }).notNull(),
    mode: text({ enum: uploadModes }).notNull(),
    sha256: text().notNull(),
    /** The devices of the file; null once they are dropped. */
    devices: text({ mode: "json" }).$type<readonly UploadedDevice[]>(),
    /** The rows that were rejected, as they were sent; null once they are dropped. */
    rejectedRows: text({ mode: "json" }).$type<readonly RejectedRow[]>(),
    /** The header line as it was sent, and what separated its columns. */
    header: text().notNull(),
    separator: text().notNull(),
    sound: integer().notNull(),
    rejected: integer().notNull(),
    /** What loading it has done; null until then. */
    added: integer(),
    changed: integer(),
    same: integer(),
    retired: integer(),
    createdAt: integer().notNull(),
    changedAt: integer().notNull(),
  },
  (table) => [
    index("device_upload_organization").on(table.organizationId, table.createdAt),
    index("device_upload_person").on(table.personId),
    index("device_upload_loaded")
      .on(table.organizationId, table.changedAt)
      .where(sql`${table.state} = 'loaded'`),
    index("device_upload_kept")
      .on(table.changedAt)
      .where(sql`${table.devices} is not null`),
    uniqueIndex("device_upload_open")
      .on(table.organizationId)
      .where(sql`${table.state} = 'open'`),
  ],
);

/** When a right list came last, or the key was made; long ago where the last list was refused. Without a comma, at which the generator would part it. */
export const rightSince = sql`case when refused_at is not null then 0 when heard_at is null then created_at else heard_at end`;

/** A key with which a customer's own machine sends its list; the secret itself is not kept. */
export const collectorKey = sqliteTable(
  "collector_key",
  {
    id: text().$type<CollectorKeyId>().primaryKey(),
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    name: text().notNull(),
    /** SHA-256 of the secret. */
    hash: text().notNull().unique(),
    createdBy: text().$type<PersonId>().notNull(),
    createdAt: integer().notNull(),
    endedAt: integer(),
    /** When it was used last, whatever came of it; when a list came last that was right; that was refused. */
    usedAt: integer(),
    heardAt: integer(),
    refusedAt: integer(),
    /** When somebody was told that it is silent or refused; null again once a right list has come. */
    toldAt: integer(),
  },
  (table) => [
    index("collector_key_organization").on(table.organizationId, table.createdAt),
    index("collector_key_untold")
      .on(rightSince)
      .where(sql`${table.endedAt} is null and ${table.toldAt} is null`),
  ],
);
