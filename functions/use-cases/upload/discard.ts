import { dropRows, moveUpload, uploadById } from "#db/queries/device-upload.ts";
import { organizationIdOf, type UploadId } from "#src/domain/ids.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, move, together } from "#functions/command/consequences.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { openOrSettled } from "#functions/standing/upload.ts";

/** Leaves a file that was checked unloaded. */
export const discardUpload = command({
  action: "upload.discard",
  input: ({ id = "", upload = "" }) => ({ id: organizationIdOf(id), upload: upload as UploadId }),
  load: ({ id, upload }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    upload: uploadById(id, upload),
  }),
  attempt: attemptIn,
  allow: inOrganization("device.load"),

  decide: ({ right }, { upload: [found] }, { id, upload }, { now }) => ({
    next: organizationAddress(id, "devices"),
    ...together(
      hold(right),
      move(moveUpload, openOrSettled(found, now), "discard", { changedAt: now }, { organizationId: id }),
      change(dropRows(upload)),
    ),
  }),
});
