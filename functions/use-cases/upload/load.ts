import { changesOf, lastLoads, loadUpload, markLoaded, uploadById } from "#db/queries/device-upload.ts";
import { listHas } from "#db/queries/inventory.ts";
import { loadProblem } from "#src/domain/collect/upload.ts";
import { organizationIdOf, type UploadId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { invalid, throttled } from "#src/domain/refusal.ts";
import { uploadAddress } from "#src/i18n/devices.ts";
import { formats } from "#src/i18n/formats.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { waitIn } from "#functions/quotas/quota.ts";
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
    loads: lastLoads(id),
  }),

  attempt: attemptIn,

  allow: inOrganization("device.load"),

  decide: ({ right }, { upload: [found], changes: [changes], loads }, { id, isAsked }, context) => {
    const { now, today } = context;
    const upload = openOrSettled(found, now);
    const own = loads.filter(({ collectorKeyId }) => collectorKeyId === null);
    refuseTooOften(
      own.map(({ changedAt }) => changedAt),
      context,
    );
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
        change(markLoaded(upload.id, now)),
        write(...loadUpload({ organizationId: id, id: upload.id, mode: upload.mode }, { now, today })),
        record({ subjectId: upload.id, organizationId: id, to: "loaded" }),
      ),
    };
  },
});

function refuseTooOften(loads: readonly number[], { now, language, settings }: Context) {
  const most = limits.upload.perDay;
  const wait = waitIn({ most, length: window.day }, loads, now);
  if (wait <= 0) return;
  const dateTime = formats(language, settings.timeZone).dateTime(now + wait);
  throw throttled("form", Math.ceil(wait / 1000), {
    key: "devices.load.tooOften",
    params: { max: most, dateTime },
  });
}
