import type { uploadById } from "#db/queries/device-upload.ts";
import type { UploadedDevice } from "#db/schema/device-upload.ts";
import { deviceFields } from "#src/domain/collect/columns.ts";
import type { Device } from "#src/domain/collect/device.ts";
import type { RejectedRow } from "#src/domain/collect/device-file.ts";
import { isUploadOpen } from "#src/domain/collect/upload.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Loaded } from "#functions/command/query.ts";

type Upload = Loaded<{ upload: ReturnType<typeof uploadById> }>["upload"][number];

/** An upload that waits; whoever comes after somebody else has loaded or discarded it is told so. */
export function openOrSettled(upload: Upload | undefined, now: number): Upload {
  if (!upload) throw new Refusal("notFound", "errors.404");
  if (isUploadOpen(upload, now)) return upload;
  throw new Refusal("conflict", "errors.moved", { fields: { form: { key: "devices.load.settled" } } });
}

/** A device in the form in which an upload keeps it. */
export const asKept = (one: Device): UploadedDevice => deviceFields.map((field) => one[field]);

/** The rejected rows that are kept for their file: as many as the database takes with the rest, in the file's order. */
export function keptOf(rows: readonly RejectedRow[]): readonly RejectedRow[] {
  let characters = 0;
  const end = rows.findIndex(
    (row) => (characters += JSON.stringify(row).length) > limits.upload.rejectedKept,
  );
  return end < 0 ? rows : rows.slice(0, end);
}
