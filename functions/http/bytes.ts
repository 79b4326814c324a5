import { drain } from "./drain.ts";
import type { Exchange } from "./exchange.ts";
import { places } from "./places.ts";
import { type Reader, startSending } from "./sending.ts";
import { Unacceptable } from "./unacceptable.ts";

/** So much room a body has to begin with. */
const first = 4096;
const nothing = new Uint8Array();

/** The body of a request; null where it is larger than it may be. While it comes, somebody else is worked for, also of its network. */
export async function readBytes(exchange: Exchange, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = exchange.req.raw.body?.getReader({ mode: "byob" });
  if (!reader) return new Uint8Array();
  const { context, place, counted = [] } = exchange.var;
  const goOn = [...(place ? [place] : []), ...counted].map(({ paused }) => paused());
  const bytes = await read(reader, most, context.network).finally(() => goOn.forEach((one) => one()));
  if (places.areTooMany()) throw new Unacceptable(503);
  return bytes;
}

async function read(reader: Reader, most: number, network: string | null) {
  const sending = startSending(network);
  let kept = new Uint8Array(Math.min(most, first));
  let size = 0;
  try {
    for (let isWhole = false; !isWhole;) {
      const { value = nothing, done } = await sending.next(reader);
      if (size + value.byteLength > most) {
        await drain(reader);
        return null;
      }
      if (size + value.byteLength > kept.byteLength) kept = grown(kept, size + value.byteLength, most);
      kept.set(value, size);
      size += value.byteLength;
      isWhole = done;
    }
    return kept.subarray(0, size);
  } finally {
    sending.end();
  }
}

/** The same with room for so many bytes, or for twice as many. */
function grown(kept: Uint8Array, needed: number, most: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(most, Math.max(needed, 2 * kept.byteLength)));
  larger.set(kept);
  return larger;
}
