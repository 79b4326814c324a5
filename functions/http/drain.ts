import { limits } from "#src/domain/limits.ts";
import { isChopped } from "./sending.ts";

const { most, longest } = limits.unread;

/**
 * Reads and forgets what nobody has read of a body, up to a megabyte and for two seconds: a connection that breaks while it is
 * sent takes the answer with it.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const until = Date.now() + longest;
  for (let [size, parts] = [0, 0]; size < most && !isChopped({ size, parts }); parts += 1) {
    if (Date.now() > until) break;
    const part = await within(until - Date.now(), reader.read());
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
