import { gunzipSync, gzipSync } from "node:zlib";
import { limits } from "#src/domain/limits.ts";
import { type Held, room } from "./room.ts";

const { piece, look, ...most } = limits.file.sending;

/** All files that are on their way to their readers. */
const hold = room(most);

interface Packed {
  readonly pieces: readonly Uint8Array[];
  /** Of the text itself, in bytes. */
  readonly length: number;
  /** What is held of it while it is read: the pieces, and one of them unpacked. */
  readonly size: number;
}

/** Of the runtime: a stream of a length that is told before, so that a reader notices when it breaks off. */
declare const FixedLengthStream: new (length: number) => TransformStream<Uint8Array, Uint8Array>;

/** Text that comes in parts, as a body that is sent to somebody when all of it is there. */
export async function whole(parts: AsyncGenerator<string>, whose: string): Promise<ReadableStream> {
  const file = await packed(parts);
  const held = hold(whose);
  held.grow(file.size);
  const { readable, writable } = new FixedLengthStream(file.length);
  void send(file, writable.getWriter(), held)
    .catch(() => {})
    .finally(held.end);
  return readable;
}

/**
 * Text that comes in parts, compressed while they are fetched: an answer that has begun cannot say any more that a part is
 * missing, since the runtime ends a stream that breaks off like one that is whole.
 */
export async function packed(parts: AsyncGenerator<string>): Promise<Packed> {
  const pieces: Uint8Array[] = [];
  let [length, longest, text] = [0, 0, ""];
  const pack = () => {
    const bytes = new TextEncoder().encode(text);
    pieces.push(gzipSync(bytes, { level: 1 }));
    length += bytes.length;
    longest = Math.max(longest, bytes.length);
    text = "";
  };
  for await (const part of parts) {
    text += part;
    if (text.length >= piece) pack();
  }
  if (text) pack();
  return { pieces, length, size: longest + pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) };
}

/** Unpacks each piece when the one before has been read. Of readers who do not read on, whoever holds most is left (SECURITY.md 8). */
async function send({ pieces }: Packed, writer: WritableStreamDefaultWriter<Uint8Array>, held: Held) {
  for (const one of pieces) {
    const read = writer.write(gunzipSync(one)).then(() => true);
    while (!(await Promise.race([read, pause()]))) if (held.mustEnd) return writer.abort();
  }
  return writer.close();
}

const pause = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), look));
