import { changesOf, loadUpload, markLoaded, uploadById } from "#db/queries/device-upload.ts";
import { listHas } from "#db/queries/inventory.ts";
import { loadProblem } from "#src/domain/collect/upload.ts";
import { organizationIdOf, type UploadId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { uploadAddress } from "#src/i18n/devices.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together, write } from "#functions/command/consequences.ts";
import { loadingFile } from "#functions/quotas/quotas.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { openOrSettled } from "#functions/standing/upload.ts";

/** Loads the devices of a file that was checked, in one write (src/domain/README.md 6). */
export const loadDevices = command({
  action: "upload.load",

  input: ({ id = "", upload = "", retire = "" }) => ({
    id: organizationIdOf(id),
    upload: upload as UploadId,
    isAsked: retire === "yes",
  }),

  load: ({ id, upload }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    upload: uploadById(id, upload),
    changes: changesOf(id, upload),
    ...loadingFile.read({ load: id }, context),
  }),

  attempt: attemptIn,

  allow: inOrganization("device.load"),

  decide: ({ right }, loaded, { id, isAsked }, context) => {
    const { now, today } = context;
    const upload = openOrSettled(loaded.upload[0], now);
    const [changes] = loaded.changes;
    const counted = loadingFile.take(loaded, { load: id }, context);
    const problem = upload.sound
      ? loadProblem(changes!, { devices: changes!.devices, isAsked })
      : "nothingToDo";
    if (problem)
      throw invalid({
        [problem === "retiresMany" ? "retire" : "form"]: {
          key: `devices.load.${problem}`,
          params: { max: limits.inventory.devices },
        },
      });

    return {
      next: uploadAddress(id, upload.id),
      ...together(
        hold(right, listHas(id, changes!.devices)),
        counted,
        change(markLoaded(upload.id, now)),
        write(...loadUpload({ organizationId: id, id: upload.id, mode: upload.mode }, { now, today })),
        record({ subjectId: upload.id, organizationId: id, to: "loaded" }),
      ),
    };
  },
});
