import { limits } from "#src/domain/limits.ts";
import { Unacceptable } from "./unacceptable.ts";

const { longest, atOnce, bytes, look } = limits.sending;

/** One body on its way. */
interface Sender {
  readonly since: number;
  size: number;
  mustEnd: boolean;
}

/** All bodies on their way to this instance, the longest first. */
const senders = new Set<Sender>();

type Reader = ReadableStreamDefaultReader<Uint8Array>;

export interface Sending {
  /** The next part. Refuses (408) what takes too long, or must make room; 400 what breaks off. */
  readonly next: (reader: Reader) => ReturnType<Reader["read"]>;
  readonly end: () => void;
}

/**
 * Lets a body come. Nobody keeps anybody out by sending slowly, from however many places (SECURITY.md 8): where too many are on
 * their way, or too much of them is held, the longest must make room. Those of people are there within moments.
 */
export function startSending(): Sending {
  const sender: Sender = { since: Date.now(), size: 0, mustEnd: false };
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
  const staying = [...senders].filter(({ mustEnd }) => !mustEnd);
  let held = staying.reduce((sum, { size }) => sum + size, 0);
  for (const [at, sender] of staying.entries()) {
    if (staying.length - at <= atOnce && held <= bytes) return;
    sender.mustEnd = true;
    held -= sender.size;
  }
}

/** One request cannot wake another that waits: each looks for itself whether it may go on. */
async function untilSent(reader: Reader, sender: Sender) {
  const part = reader.read().catch(() => {
    throw new Unacceptable(400);
  });
  for (;;) {
    const sent = await within(look, part);
    if (sent) return sent;
    if (sender.mustEnd || Date.now() > sender.since + longest) {
      part.catch(() => {});
      throw new Unacceptable(408);
    }
  }
}

/** What comes in so many milliseconds; null where nothing does. */
async function within<Result>(milliseconds: number, coming: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout>;
  const nothing = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([coming, nothing]).finally(() => clearTimeout(timer));
}
