import type { uploadById } from "#db/queries/device-upload.ts";
import type { UploadedDevice } from "#db/schema/device-upload.ts";
import { deviceFields } from "#src/domain/collect/columns.ts";
import type { Device } from "#src/domain/collect/device.ts";
import type { RejectedRow } from "#src/domain/collect/device-file.ts";
import { isUploadOpen } from "#src/domain/collect/upload.ts";
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

const bytesOf = (row: RejectedRow) => new TextEncoder().encode(JSON.stringify(row)).length;

/** The rejected rows that are kept for their file: the first ones, of so many bytes together. */
export function keptOf(rows: readonly RejectedRow[], most: number): readonly RejectedRow[] {
  let bytes = 0;
  const end = rows.findIndex((row) => (bytes += bytesOf(row)) > most);
  return end < 0 ? rows : rows.slice(0, end);
}
