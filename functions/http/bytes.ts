import { drain } from "./drain.ts";
import type { Exchange } from "./exchange.ts";
import { Unacceptable } from "./unacceptable.ts";

/** The body of a request; null where it is larger than it may be. */
export async function readBytes(exchange: Exchange, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = exchange.req.raw.body?.getReader();
  if (!reader) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await next(reader); !part.done; part = await next(reader)) {
    size += part.value.byteLength;
    if (size > most) {
      await drain(reader);
      return null;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts) as Uint8Array<ArrayBuffer>;
}

/** A body that breaks off is the sender's doing. */
const next = (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  reader.read().catch(() => {
    throw new Unacceptable(400);
  });
