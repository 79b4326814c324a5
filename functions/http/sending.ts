import { limits } from "#src/domain/limits.ts";
import { siteOf } from "#functions/context/site.ts";
import { type Held, room } from "./room.ts";
import { Unacceptable } from "./unacceptable.ts";

const { longest, look, piece } = limits.sending;

/** All bodies on their way to this instance. */
const hold = room(limits.sending);

/** One body on its way. */
interface Sender {
  readonly held: Held;
  readonly since: number;
  /** When it is to be looked at whether it may go on. */
  tick: Promise<null>;
}

export type Reader = ReadableStreamBYOBReader;
type Piece = ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;

export interface Sending {
  /** The next piece. Refuses (408) what takes too long, or must make room; 400 what breaks off. */
  readonly next: (reader: Reader) => Promise<Piece>;
  readonly end: () => void;
}

/**
 * Lets a body come from a network. Nobody keeps anybody out by sending slowly (SECURITY.md 8): where too many bodies are on their
 * way, or too much of them is held, the network that sends most makes room, with what it has been sending for longest.
 */
export function startSending(network: string | null): Sending {
  const held = hold(siteOf(network) ?? network);
  const sender: Sender = { held, since: Date.now(), tick: pause() };
  return {
    async next(reader) {
      const part = await untilSent(reader, sender);
      held.grow(part.value?.byteLength ?? 0);
      return part;
    },
    end: held.end,
  };
}

/** At least half a piece, or the rest: the runtime gathers what comes in crumbs, each of which would cost as much as thousands of bytes. */
export const readPiece = (reader: Reader): Promise<Piece> =>
  reader.read(new Uint8Array(piece), { min: piece / 2 });

/** One request cannot wake another that waits: each looks for itself whether it may go on. */
async function untilSent(reader: Reader, sender: Sender) {
  const part = readPiece(reader).catch(() => {
    throw new Unacceptable(400);
  });
  for (;;) {
    if (sender.held.mustEnd || Date.now() > sender.since + longest) {
      part.catch(() => {});
      throw new Unacceptable(408);
    }
    const sent = await Promise.race([part, sender.tick]);
    if (sent) return sent;
    sender.tick = pause();
  }
}

const pause = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), look));
