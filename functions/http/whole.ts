/** Text that comes in parts, as a body that is sent when all of it is there. */
export const whole = async (parts: AsyncGenerator<string>) => unpacked(await packed(parts));

interface Packed {
  readonly bytes: ArrayBuffer;
  /** Of the text itself, in bytes. */
  readonly length: number;
}

/**
 * Text that comes in parts, compressed while they are fetched: an answer that has begun cannot say any more that a part is
 * missing, since the runtime ends a stream that breaks off like one that is whole.
 */
export async function packed(parts: AsyncGenerator<string>): Promise<Packed> {
  const gzip = new CompressionStream("gzip");
  const kept = new Response(gzip.readable).arrayBuffer();
  const writer = gzip.writable.getWriter();
  const encoder = new TextEncoder();
  let length = 0;
  try {
    for await (const part of parts) {
      const bytes = encoder.encode(part);
      length += bytes.length;
      await writer.write(bytes);
    }
    await writer.close();
  } catch (error) {
    await Promise.allSettled([writer.abort(error), kept]);
    throw error;
  }
  return { bytes: await kept, length };
}

/** Of the runtime: a stream of a length that is told before, so that a reader notices when it breaks off. */
declare const FixedLengthStream: new (length: number) => TransformStream<Uint8Array, Uint8Array>;

function unpacked({ bytes, length }: Packed): ReadableStream<Uint8Array> {
  const { readable, writable } = new FixedLengthStream(length);
  void new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeTo(writable)
    .catch(() => {});
  return readable;
}
