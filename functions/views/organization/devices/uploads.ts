import {
  asRejected,
  changesOf,
  rejectedFile,
  rejectedOf,
  uploadById,
  uploadsOf,
} from "#db/queries/device-upload.ts";
import { isUploadOpen, retiresMany } from "#src/domain/collect/upload.ts";
import type { OrganizationId, UploadId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { type Loaded, query } from "#functions/command/query.ts";
import { inOrganization } from "#functions/rights/place.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

type Upload = Loaded<{ uploads: ReturnType<typeof uploadsOf> }>["uploads"][number];

/** Where an upload stands by now, whether or not the scheduled work has been there. */
const stateOf = (upload: Upload, now: number) =>
  upload.state === "open" && !isUploadOpen(upload, now) ? "expired" : upload.state;

/** The files that were checked last, and what came of them. */
export const uploadsPage = query({
  load: ({ id }: { readonly id: OrganizationId }, context) => ({
    ...partRecords({ organizationId: id }, "devices", context),
    uploads: uploadsOf(id),
  }),
  view: (actor, { uploads, ...records }, _, { now }) => ({
    ...heading(inPart(actor, records, "devices")),
    uploads: uploads.map((upload) => ({ ...upload, state: stateOf(upload, now) })),
  }),
});

interface One {
  readonly id: OrganizationId;
  readonly upload: string;
}

const { rowShown } = limits.upload;

/** What a row says as far as it is read on a page; the file of rejected rows has all of it. */
const inShort = (raw: string) => (raw.length > rowShown ? `${raw.slice(0, rowShown).toWellFormed()} …` : raw);

/** One file: what loading it would do, or has done, and the first rows that are not loaded. */
export const uploadPage = query({
  load: ({ id, upload }: One, context) => ({
    ...partRecords({ organizationId: id }, "devices", context),
    upload: uploadById(id, upload as UploadId),
    changes: changesOf(id, upload as UploadId),
    rejected: rejectedOf(id, upload as UploadId),
  }),
  view: (actor, { upload: [upload], changes: [would], rejected, ...records }, _, { now }) => {
    const at = inPart(actor, records, "devices");
    if (!upload) throw new Refusal("notFound", "errors.404");
    const state = stateOf(upload, now);
    const { added, changed, same, retired } = state === "open" ? would! : upload;
    const changes = state === "open" || state === "loaded" ? { added, changed, same, retired } : null;
    return {
      ...heading(at),
      upload: { ...upload, state },
      changes,
      until: upload.createdAt + limits.upload.openFor,
      mayLoad: at.may("device.load") && state === "open",
      /** Another one, such as the same with its faults mended. */
      maySend: at.may("device.load") && state !== "open",
      isNothingToDo:
        state === "open" && (!upload.sound || would!.added + would!.changed + would!.retired === 0),
      retiresMany: state === "open" && retiresMany(would!.retired, would!.devices),
      rejected: rejected.map(asRejected).map((row) => ({ ...row, raw: inShort(row.raw) })),
    };
  },
});

/** The rows of a file that are not loaded, as they were sent. */
export const rejectedRows = query({
  load: ({ id, upload }: One, context) => ({
    ...partRecords({ organizationId: id }, "devices", context),
    file: rejectedFile(id, upload as UploadId),
  }),
  view: (actor, { file: [file], ...records }) => {
    inOrganization("report.read")(actor, records);
    if (!file?.rejectedRows) throw new Refusal("notFound", "errors.404");
    return { ...file, rejectedRows: file.rejectedRows };
  },
});
