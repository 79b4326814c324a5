import { anyUpload, dropRows, moveUpload } from "#db/queries/device-upload.ts";
import { isUploadOpen } from "#src/domain/collect/upload.ts";
import { organizationIdOf, type UploadId } from "#src/domain/ids.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, move, record, together } from "#functions/command/consequences.ts";

/** Ends a file that nobody has loaded in time, and drops the rows of those that were dealt with long ago. */
export const expireUpload = scheduledCommand({
  action: "upload.expire",
  input: ({ id = "" }) => ({ id: id as UploadId }),
  load: ({ id }) => ({ upload: anyUpload(id) }),

  decide: ({ upload: [upload] }, _, { now }) => {
    if (!upload || isUploadOpen(upload, now)) return { next: "" };
    const organizationId = organizationIdOf(upload.organizationId);
    return {
      next: "",
      ...together(
        upload.state === "open"
          ? move(moveUpload, upload, "expire", { changedAt: now }, { organizationId })
          : record({ action: "upload.forget", subjectId: upload.id, organizationId }),
        change(dropRows(upload.id)),
      ),
    };
  },
});
