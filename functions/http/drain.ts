import { limits } from "#src/domain/limits.ts";
import { type Reader, readPiece } from "./sending.ts";

const { most, longest } = limits.unread;

/**
 * Reads and forgets what nobody has read of a body, up to a megabyte and for two seconds: a connection that breaks while it is
 * sent takes the answer with it.
 */
export async function drain(reader: Reader): Promise<void> {
  const until = Date.now() + longest;
  for (let size = 0; size < most && Date.now() <= until;) {
    const part = await within(until - Date.now(), readPiece(reader));
    if (!part) break;
    if (part.done) return;
    size += part.value.byteLength;
  }
  await reader.cancel();
}

/** What comes in so many milliseconds; null where nothing does. */
async function within<Result>(milliseconds: number, coming: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout>;
  const nothing = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([coming, nothing]).finally(() => clearTimeout(timer));
}
