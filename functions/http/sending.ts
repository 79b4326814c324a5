import { limits } from "#src/domain/limits.ts";
import { siteOf } from "#functions/context/site.ts";
import { Unacceptable } from "./unacceptable.ts";

const { longest, atOnce, bytes, look } = limits.sending;

/** One body on its way. */
interface Sender {
  readonly from: string | null;
  readonly since: number;
  size: number;
  parts: number;
  mustEnd: boolean;
  /** When it is to be looked at whether it may go on. */
  tick: Promise<null>;
}

/** All bodies on their way to this instance, the longest first; at most so many as there may be. */
const senders = new Set<Sender>();

/** All that has come of them. */
let held = 0;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

export interface Sending {
  /** The next part. Refuses (408) what takes too long, or must make room; 400 what breaks off, or comes in crumbs. */
  readonly next: (reader: Reader) => ReturnType<Reader["read"]>;
  readonly end: () => void;
}

/**
 * Lets a body come from a network. Nobody keeps anybody out by sending slowly (SECURITY.md 8): where too many bodies are on their
 * way, or too much of them is held, the network that sends most makes room, with what it has been sending for longest.
 */
export function startSending(network: string | null): Sending {
  const from = siteOf(network) ?? network;
  const sender: Sender = { from, since: Date.now(), size: 0, parts: 0, mustEnd: false, tick: pause() };
  senders.add(sender);
  makeRoom();
  return {
    async next(reader) {
      const part = await untilSent(reader, sender);
      const size = part.value?.byteLength ?? 0;
      sender.size += size;
      sender.parts += 1;
      if (senders.has(sender)) held += size;
      makeRoom();
      if (isChopped(sender)) throw new Unacceptable(400);
      return part;
    },
    end: () => leave(sender),
  };
}

/** Whether a body comes in crumbs: no browser and no line cuts it so, and each costs the work of a whole form. */
export const isChopped = ({ parts, size }: Pick<Sender, "parts" | "size">) =>
  parts > limits.parts.few + size / limits.parts.bytes;

function makeRoom(): void {
  while (senders.size > atOnce) end(longestOfMost(() => 1));
  while (held > bytes) end(longestOfMost(({ size }) => size));
}

function end(sender: Sender): void {
  sender.mustEnd = true;
  leave(sender);
}

function leave(sender: Sender): void {
  if (senders.delete(sender)) held -= sender.size;
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
    const sent = await Promise.race([part, sender.tick]);
    if (sent) return sent;
    sender.tick = pause();
  }
}

const pause = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), look));
