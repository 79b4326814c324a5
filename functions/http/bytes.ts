import { drain } from "./drain.ts";
import type { Exchange } from "./exchange.ts";
import { places } from "./places.ts";
import { startSending } from "./sending.ts";
import { Unacceptable } from "./unacceptable.ts";

/** The body of a request; null where it is larger than it may be. While it comes, somebody else is worked for. */
export async function readBytes(exchange: Exchange, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = exchange.req.raw.body?.getReader();
  if (!reader) return new Uint8Array();
  places.leave();
  const bytes = await read(reader, most, exchange.var.context.network).finally(places.take);
  if (places.areTooMany()) throw new Unacceptable(503);
  return bytes;
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, most: number, network: string | null) {
  const sending = startSending(network);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await sending.next(reader); !part.done; part = await sending.next(reader)) {
      size += part.value.byteLength;
      if (size > most) {
        await drain(reader);
        return null;
      }
      parts.push(part.value);
    }
    return Buffer.concat(parts) as Uint8Array<ArrayBuffer>;
  } finally {
    sending.end();
  }
}
