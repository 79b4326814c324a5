import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import {
  deviceColumns,
  differsFromExcluded,
  isUploadedSame,
  takenOver,
  uploaded,
  uploadedColumns,
} from "./device-columns.ts";
import { mover } from "#db/move.ts";
import { deviceUpload } from "#db/schema/device-upload.ts";
import type { RejectedRow } from "#src/domain/collect/device-file.ts";
import { type Changes, upload as lifecycle, type UploadMode } from "#src/domain/collect/upload.ts";
import type { UploadId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Due } from "./due.ts";
import { knownOf, linksOn, recount, treeOf } from "./inventory-links.ts";

const told = {
  id: deviceUpload.id,
  organizationId: deviceUpload.organizationId,
  personId: deviceUpload.personId,
  collectorKeyId: deviceUpload.collectorKeyId,
  state: deviceUpload.state,
  mode: deviceUpload.mode,
  sha256: deviceUpload.sha256,
  sound: deviceUpload.sound,
  rejected: deviceUpload.rejected,
  added: deviceUpload.added,
  changed: deviceUpload.changed,
  same: deviceUpload.same,
  retired: deviceUpload.retired,
  createdAt: deviceUpload.createdAt,
  changedAt: deviceUpload.changedAt,
};

export const addUpload = (row: typeof deviceUpload.$inferInsert) => build.insert(deviceUpload).values(row);

export const moveUpload = mover(deviceUpload, lifecycle);

/** The newest uploads of an organization, without their rows. */
export const uploadsOf = (organizationId: string) =>
  build
    .select(told)
    .from(deviceUpload)
    .where(eq(deviceUpload.organizationId, organizationId))
    .orderBy(desc(deviceUpload.createdAt))
    .limit(limits.upload.listed);

const own = (organizationId: string | SQL, id: UploadId) =>
  and(eq(deviceUpload.id, id), eq(deviceUpload.organizationId, organizationId));

/** One upload of an organization, without its rows. */
export const uploadById = (organizationId: string | SQL, id: UploadId) =>
  build.select(told).from(deviceUpload).where(own(organizationId, id));

/** The upload that waits to be loaded or discarded. */
export const openUpload = (organizationId: string) =>
  build
    .select(told)
    .from(deviceUpload)
    .where(and(eq(deviceUpload.organizationId, organizationId), sql`${deviceUpload.state} = 'open'`));

/** What was loaded last: for knowing a file again. */
export const lastLoad = (organizationId: string | SQL) =>
  build
    .select(told)
    .from(deviceUpload)
    .where(and(eq(deviceUpload.organizationId, organizationId), sql`${deviceUpload.state} = 'loaded'`))
    .orderBy(desc(deviceUpload.changedAt))
    .limit(1);

/** The first rejected rows of an upload, as many as a page shows. */
export const rejectedOf = (
  organizationId: string,
  id: UploadId,
  most: number = limits.upload.rejectedShown,
) =>
  build.all<{ row: string }>(sql`
    select j.value as row from device_upload u, json_each(u.rejected_rows) j
    where u.id = ${id} and u.organization_id = ${organizationId} limit ${most}`);

/** All of them, with the header under which they were sent. */
export const rejectedFile = (organizationId: string, id: UploadId) =>
  build
    .select({
      header: deviceUpload.header,
      separator: deviceUpload.separator,
      rejected: deviceUpload.rejected,
      rejectedRows: deviceUpload.rejectedRows,
    })
    .from(deviceUpload)
    .where(own(organizationId, id));

export const asRejected = ({ row }: { row: string }) => JSON.parse(row) as RejectedRow;

/** Each device `n` of an upload with the row `i` that the list has under its serial number. */
const beside = (id: UploadId | SQL) => sql`
  device_upload u cross join json_each(u.devices) j
  left join inventory i on i.organization_id = u.organization_id and i.serial_number = ${uploaded("serialNumber")}
  where u.id = ${id}`;

const counted = sql`count(*) filter (where i.serial_number is null) as added,
  count(*) filter (where i.serial_number is not null and not (${isUploadedSame})) as changed,
  count(*) filter (where i.serial_number is not null and (${isUploadedSame})) as same`;

const retired = sql`case when u.mode = 'replace'
  then (select count(*) from inventory own where own.organization_id = u.organization_id) - n.changed - n.same
  else 0 end`;

/** What loading an upload would do now. */
export const changesOf = (organizationId: string, id: UploadId | SQL) =>
  build.all<Changes & { devices: number }>(sql`
    select n.*, ${retired} as retired,
      (select count(*) from inventory own where own.organization_id = u.organization_id) as devices
    from device_upload u cross join (select ${counted} from ${beside(id)}) n
    where u.id = ${id} and u.organization_id = ${organizationId}`);

/** The same file, loaded before, and what loading it again would do now; as long as its rows are kept. */
export const loadedBefore = (
  organizationId: string,
  { sha256, mode }: { readonly sha256: string; readonly mode: UploadMode },
) => {
  const same = sql`(select id from device_upload where organization_id = ${organizationId} and state = 'loaded'
    and sha256 = ${sha256} and mode = ${mode} and devices is not null order by changed_at desc limit 1)`;
  return {
    loads: build.all<{ changedAt: number }>(sql`
      select changed_at as changedAt from device_upload where id = ${same}`),
    changes: changesOf(organizationId, same),
  };
};

/** Moves an upload from open to loaded and says what that does; changes no row where somebody was faster. */
export const markLoaded = (id: UploadId, now: number): Statement =>
  build.run(sql`
    update device_upload as u set state = 'loaded', changed_at = ${now}, added = n.added, changed = n.changed,
      same = n.same, retired = ${retired}
    from (select ${counted} from ${beside(id)}) n
    where u.id = ${id} and u.state = 'open' and u.created_at > ${now - limits.upload.openFor}`);

/** Says of an upload that nobody has to look at first what loading it does. */
export const countChanges = (id: UploadId): Statement =>
  build.run(sql`
    update device_upload as u set added = n.added, changed = n.changed, same = n.same, retired = ${retired}
    from (select ${counted} from ${beside(id)}) n where u.id = ${id}`);

/** Keeps of a loaded file only the rejected rows: what a machine sends often would fill the database. */
export const dropDevices = (id: UploadId): Statement =>
  build.update(deviceUpload).set({ devices: [] }).where(eq(deviceUpload.id, id));

/** Loads the devices of an upload into the list of its organization, and counts it anew; after `markLoaded`. */
export const loadUpload = (
  { organizationId, id, mode }: { organizationId: string; id: UploadId; mode: "add" | "replace" },
  { now, today }: { now: number; today: string },
): readonly Statement[] => [
  ...(mode === "replace" ? [retire(organizationId, id)] : []),
  build.run(sql`
    with recursive ${treeOf(organizationId)},
      named as materialized (
        select ${uploadedColumns}
        from device_upload u cross join json_each(u.devices) j where u.id = ${id})
    insert into inventory (organization_id, ${deviceColumns()}, upload_id, added_at, changed_at, contract_number,
      contract_product_id, coverage, support)
    select ${organizationId}, ${deviceColumns("n.")}, ${id}, ${now}, ${now}, ${linksOn(today, sql`n`)}
    from named n ${knownOf(sql`n`)} where true order by n.serial_number
    on conflict (organization_id, serial_number) do update set ${takenOver}, upload_id = excluded.upload_id,
      changed_at = excluded.changed_at, contract_number = excluded.contract_number,
      contract_product_id = excluded.contract_product_id, coverage = excluded.coverage, support = excluded.support
    where ${differsFromExcluded}`),
  ...recount(organizationId, { today, dueOn: today, loadedAt: now }),
];

const retire = (organizationId: string, id: UploadId): Statement =>
  build.run(sql`
    delete from inventory where organization_id = ${organizationId} and serial_number not in (
      select ${uploaded("serialNumber")} from device_upload u cross join json_each(u.devices) j where u.id = ${id})`);

/** The uploads whose rows are to be dropped, or that ended by their time, each with its state. */
export const uploadsDue = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select id, state as stage from device_upload
    where devices is not null and id > ${after}
      and (changed_at < ${now - limits.upload.rowsKept}
        or (state <> 'loaded' and changed_at <= ${now - limits.upload.openFor}))
    order by id limit ${most}`);

/** An upload, whosever it is; for the portal itself. */
export const anyUpload = (id: UploadId) =>
  build.select(told).from(deviceUpload).where(eq(deviceUpload.id, id));

const withoutRows = { devices: null, rejectedRows: null, header: "" };

/** Drops the rows of an upload; its counts stay. */
export const dropRows = (id: UploadId) =>
  build.update(deviceUpload).set(withoutRows).where(eq(deviceUpload.id, id));

/** Drops the rows of what is not listed any more, after one more was added, so that no list fills the database. */
export const dropUnlisted = (organizationId: string) =>
  build
    .update(deviceUpload)
    .set(withoutRows)
    .where(
      sql`${deviceUpload.id} in (select id from device_upload where organization_id = ${organizationId}
          order by created_at desc, id desc limit 10 offset ${limits.upload.listed})
        and ${deviceUpload.state} <> 'open' and ${deviceUpload.devices} is not null`,
    );
