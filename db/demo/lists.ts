import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { loadUpload, markLoaded } from "#db/queries/device-upload.ts";
import { contract } from "#db/schema/contract.ts";
import { deviceUpload, type UploadedDevice } from "#db/schema/device-upload.ts";
import { operation } from "#db/schema/record.ts";
import { plusDays } from "#src/domain/calendar.ts";
import { commonNames, deviceFields } from "#src/domain/collect/columns.ts";
import { organizationIdOf, type UploadId } from "#src/domain/ids.ts";
import { administrators } from "./people.ts";
import { audit, idOf, operationOf } from "./records.ts";

type Row = Record<string, string>;

const rows = parse<Row>(readFileSync(new URL("inventory.csv", import.meta.url)), { columns: true });

/** A customer's list of devices in the demo world, and who has loaded it: the administrator of its tree. */
export const lists = [...Map.groupBy(rows, (row) => row.organization_id!)].map(
  ([organizationId, listed]) => ({
    organizationId,
    devices: listed.map((row): UploadedDevice =>
      deviceFields.map((field) => row[commonNames[field][0]!] || null),
    ),
    loadedBy: administrators.find((one) => organizationId.startsWith(one.organizationId))!,
  }),
);

/** One that is always about to end, so that the demo world has something to tell in any year. */
const ending = { number: "229914706", days: 47 };

/** The lists as their administrators have loaded them at an instant, and the contract that is about to end. */
export function listState(now: number): readonly Statement[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const endsOn = plusDays(today, ending.days);
  return [
    build.update(contract).set({ endsOn }).where(eq(contract.number, ending.number)),
    ...lists.flatMap(({ organizationId, devices, loadedBy }) => {
      const id = `demo-${organizationId}-upload` as UploadId;
      const loading = operationOf("upload.load", idOf(loadedBy.email), now, id);
      return [
        build.insert(deviceUpload).values({
          id,
          organizationId,
          personId: idOf(loadedBy.email),
          state: "open",
          mode: "add",
          sha256: id,
          devices,
          rejectedRows: [],
          header: "",
          separator: ",",
          sound: devices.length,
          rejected: 0,
          createdAt: now,
          changedAt: now,
        }),
        markLoaded(id, now),
        ...loadUpload({ organizationId, id, mode: "add" }, { now, today }),
        build.insert(operation).values(loading),
        audit(loading, organizationIdOf(organizationId), id, null, "loaded"),
      ];
    }),
  ];
}
