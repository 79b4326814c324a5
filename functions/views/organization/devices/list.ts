import { openUpload } from "#db/queries/device-upload.ts";
import { type DeviceLine, deviceLines, devicesWhere } from "#db/queries/inventory.ts";
import { summariesBelow } from "#db/queries/report.ts";
import { isUploadOpen } from "#src/domain/collect/upload.ts";
import { limits } from "#src/domain/limits.ts";
import { query } from "#functions/command/query.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";
import { afterOf, type DeviceQuestion, filterOf } from "./filter.ts";

const { perPage } = limits.inventory;

/** An organization's own list with what the provider knows of each device, so many a page. */
export const devicesPage = query({
  load: (question: DeviceQuestion, context) => ({
    ...partRecords({ organizationId: question.id }, "devices", context),
    summaries: summariesBelow(question.id),
    open: openUpload(question.id),
    devices: devicesWhere(question.id, filterOf(question), perPage),
  }),
  view: (actor, { devices, summaries, open, ...records }, question, { now }) => {
    const at = inPart(actor, records, "devices");
    const { after, ...filter } = filterOf(question);
    const shown = devices.slice(0, perPage);
    const own = summaries.find(({ organizationId }) => organizationId === question.id);
    const below = summaries.filter((one) => one !== own);
    const [waiting] = open.filter((one) => isUploadOpen(one, now));
    return {
      ...heading(at),
      mayLoad: at.may("device.load"),
      filter,
      isFiltered: Object.values(filter).some(Boolean),
      isFirst: after === null,
      summary: own ?? null,
      /** Devices in the lists of organizations below it. */
      below: below.reduce((all, one) => all + one.devices, 0),
      /** A file that waits to be loaded. */
      waiting: waiting?.id ?? null,
      devices: shown,
      /** Where the next page begins; null: this is the last. */
      next: devices.length > perPage ? afterOf(shown.at(-1)!) : null,
    };
  },
});

/** The same, a part of a file at a time, behind a serial number. */
export const devicesPart = query({
  load: ({ behind, ...question }: DeviceQuestion & { readonly behind: string }, context) => ({
    ...partRecords({ organizationId: question.id }, "devices", context),
    part: deviceLines(question.id, filterOf(question), behind),
  }),
  view: (actor, { part: [part], ...records }) => ({
    ...heading(inPart(actor, records, "devices")),
    lines: JSON.parse(part!.lines) as readonly DeviceLine[],
    next: part!.next,
  }),
});
