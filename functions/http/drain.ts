const most = 1024 * 1024;

/**
 * Reads and forgets what nobody has read of a body, up to a megabyte: a connection that breaks while it is sent takes
 * the answer with it.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let size = 0; size < most;) {
    const { done, value } = await reader.read();
    if (done) return;
    size += value.byteLength;
  }
  await reader.cancel();
}
