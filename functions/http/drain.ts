import type { Sending } from "./sending.ts";

const most = 1024 * 1024;

/**
 * Reads and forgets what nobody has read of a body, up to a megabyte: a connection that breaks while it is sent takes
 * the answer with it.
 */
export async function drain(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  sending: Sending,
): Promise<void> {
  for (let size = 0; size < most;) {
    const { done, value } = await sending.next(reader);
    if (done) return;
    size += value.byteLength;
  }
  await reader.cancel();
}
