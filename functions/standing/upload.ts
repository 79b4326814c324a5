import type { uploadById } from "#db/queries/device-upload.ts";
import type { Device } from "#src/domain/collect/device.ts";
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
export const asKept = (one: Device) =>
  [one.hostName, one.ipAddress, one.serialNumber, one.productId, one.macAddress, one.location] as const;
