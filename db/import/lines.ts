/** A line of a file without its line feed. Numbers start at 1. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer;
}

/** A line that was too long to be kept. */
export interface LongLine {
  readonly number: number;
  readonly bytes: null;
}

/** Whole lines that stand one after another. */
export interface Stretch {
  /** Of the first of them. */
  readonly number: number;
  readonly bytes: Buffer;
  /** The first of them was too long to be kept: what is here is its end. */
  readonly isCut: boolean;
}

/** So many bytes of a line are kept. */
export const longest = 64 * 1024;
const lineFeed = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Parts a stream of bytes between lines, a leading byte order mark left out, holding no more than a chunk and a line. */
export async function* stretches(chunks: AsyncIterable<Buffer>): AsyncGenerator<Stretch> {
  let number = 1;
  let kept: Buffer[] = [];
  let isCut = false;

  const keep = (bytes: Buffer) => {
    kept.push(bytes);
    const length = kept.reduce((sum, one) => sum + one.length, 0);
    if (length <= longest) return;
    isCut = true;
    kept = [];
  };
  const take = (): Stretch => {
    const whole = kept.length === 1 ? kept[0]! : Buffer.concat(kept);
    const bytes = number === 1 ? withoutMark(whole) : whole;
    const stretch = { number, bytes, isCut };
    number += feedsIn(bytes) + 1;
    kept = [];
    isCut = false;
    return stretch;
  };

  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed);
    if (end === -1) keep(chunk);
    else {
      kept.push(chunk.subarray(0, end));
      yield take();
      keep(chunk.subarray(end + 1));
    }
  }
  if (isCut || kept.some(({ length }) => length)) yield take();
}

/** The lines of a stretch one by one. */
export function* linesIn({ number, bytes, isCut }: Stretch): Generator<Line | LongLine> {
  let at = number;
  for (let from = 0; from <= bytes.length; at += 1) {
    const found = bytes.indexOf(lineFeed, from);
    const end = found === -1 ? bytes.length : found;
    const isLong = (isCut && at === number) || end - from > longest;
    yield { number: at, bytes: isLong ? null : bytes.subarray(from, end) };
    from = end + 1;
  }
}

function feedsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

const withoutMark = (bytes: Buffer) =>
  bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    ? bytes.subarray(byteOrderMark.length)
    : bytes;
