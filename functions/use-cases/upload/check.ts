import {
  addUpload,
  dropRows,
  dropUnlisted,
  loadedBefore,
  moveUpload,
  openUpload,
} from "#db/queries/device-upload.ts";
import { isUploadMode, isUploadOpen } from "#src/domain/collect/upload.ts";
import { organizationIdOf, type UploadId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { uploadAddress } from "#src/i18n/devices.ts";
import { formats } from "#src/i18n/formats.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, move, record, together, write } from "#functions/command/consequences.ts";
import { devicesIn } from "#functions/input/device-file.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { checkingFile } from "#functions/quotas/quotas.ts";
import { asKept, keptOf } from "#functions/standing/upload.ts";

/** Reads a customer's file and keeps it until somebody has seen what would change (src/domain/README.md 6). */
export const checkFile = command({
  action: "upload.check",

  input: ({ id = "", mode = "add", file: sha256 = "" }) => {
    if (!isUploadMode(mode)) throw invalid({ mode: { key: "devices.send.modeUnknown" } });
    return { id: organizationIdOf(id), mode, sha256 };
  },

  load: (input, context) => {
    const { loads, changes } = loadedBefore(input.id, input);
    return {
      ...placeRecords({ organizationId: input.id }, context),
      open: openUpload(input.id),
      loads,
      changes,
      ...checkingFile.read({ check: input.id }, context),
    };
  },

  attempt: attemptIn,

  allow: inOrganization("device.load"),

  decide: ({ person, right }, { open: [open], loads, changes, ...tries }, { id, mode, sha256 }, context) => {
    const { now, language, settings } = context;
    const live = open && isUploadOpen(open, now);
    if (live && open.sha256 === sha256 && open.mode === mode) return { next: uploadAddress(id, open.id) };
    const { devices, rejected, header, separator } = devicesIn(context.file, language);
    if (live) throw invalid({ file: { key: "devices.load.anotherOpen" } });
    const [before] = loads;
    const [would] = changes;
    if (before && would && would.added + would.changed + would.retired === 0) {
      const dateTime = formats(language, settings.timeZone).dateTime(before.changedAt);
      throw invalid({ file: { key: "devices.load.repeated", params: { dateTime } } });
    }

    const counted = checkingFile.take(tries, { check: id }, context);
    const uploadId = context.newId<UploadId>();
    return {
      next: uploadAddress(id, uploadId),
      ...together(
        hold(right),
        counted,
        open && [
          move(moveUpload, open, "expire", { changedAt: now }, expired(id)),
          change(dropRows(open.id)),
        ],
        change(
          addUpload({
            id: uploadId,
            organizationId: id,
            personId: person.id,
            state: "open",
            mode,
            sha256,
            devices: devices.map(asKept),
            rejectedRows: keptOf(rejected, limits.upload.rejectedKept),
            header,
            separator,
            sound: devices.length,
            rejected: rejected.length,
            createdAt: now,
            changedAt: now,
          }),
        ),
        write(dropUnlisted(id)),
        record({ subjectId: uploadId, organizationId: id }),
      ),
    };
  },
});

const expired = (organizationId: ReturnType<typeof organizationIdOf>) =>
  ({ action: "upload.expire", organizationId }) as const;
