import type { uploadById } from "#db/queries/device-upload.ts";
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
