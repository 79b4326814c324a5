import { limits } from "#src/domain/limits.ts";
import { siteOf } from "#functions/context/site.ts";
import { Unacceptable } from "./unacceptable.ts";

const { longest, atOnce, bytes, look } = limits.sending;

/** One body on its way. */
interface Sender {
  readonly from: string | null;
  readonly since: number;
  size: number;
  mustEnd: boolean;
}

/** All bodies on their way to this instance, the longest first; at most so many as there may be. */
const senders = new Set<Sender>();

type Reader = ReadableStreamDefaultReader<Uint8Array>;

export interface Sending {
  /** The next part. Refuses (408) what takes too long, or must make room; 400 what breaks off. */
  readonly next: (reader: Reader) => ReturnType<Reader["read"]>;
  readonly end: () => void;
}

/**
 * Lets a body come from a network. Nobody keeps anybody out by sending slowly (SECURITY.md 8): where too many bodies are on their
 * way, or too much of them is held, the network that sends most makes room, with what it has been sending for longest.
 */
export function startSending(network: string | null): Sending {
  const from = siteOf(network) ?? network;
  const sender: Sender = { from, since: Date.now(), size: 0, mustEnd: false };
  senders.add(sender);
  makeRoom();
  return {
    async next(reader) {
      const part = await untilSent(reader, sender);
      sender.size += part.value?.byteLength ?? 0;
      makeRoom();
      return part;
    },
    end: () => void senders.delete(sender),
  };
}

function makeRoom(): void {
  while (senders.size > atOnce) end(longestOfMost(() => 1));
  while (heldOf(senders) > bytes) end(longestOfMost(({ size }) => size));
}

const heldOf = (some: Iterable<Sender>) =>
  Array.from(some, ({ size }) => size).reduce((sum, size) => sum + size, 0);

function end(sender: Sender): void {
  sender.mustEnd = true;
  senders.delete(sender);
}

/** Of the network that weighs most, whatever has been on its way for longest. */
function longestOfMost(weigh: (sender: Sender) => number): Sender {
  const weights = new Map<string | null, number>();
  for (const sender of senders) weights.set(sender.from, (weights.get(sender.from) ?? 0) + weigh(sender));
  const most = Math.max(...weights.values());
  return [...senders].find(({ from }) => weights.get(from) === most)!;
}

/** One request cannot wake another that waits: each looks for itself whether it may go on. */
async function untilSent(reader: Reader, sender: Sender) {
  const part = reader.read().catch(() => {
    throw new Unacceptable(400);
  });
  for (;;) {
    if (sender.mustEnd || Date.now() > sender.since + longest) {
      part.catch(() => {});
      throw new Unacceptable(408);
    }
    const sent = await within(look, part);
    if (sent) return sent;
  }
}

/** What comes in so many milliseconds; null where nothing does. */
export async function within<Result>(milliseconds: number, coming: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout>;
  const nothing = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([coming, nothing]).finally(() => clearTimeout(timer));
}
