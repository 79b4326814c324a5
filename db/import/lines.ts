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

const longest = 64 * 1024;
const lineFeed = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Splits a stream of bytes into lines, a leading byte order mark left out, holding no more than one line at a time. */
export async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line | LongLine> {
  let number = 0;
  let kept: Buffer[] = [];
  let length = 0;

  const keep = (bytes: Buffer) => {
    length += bytes.length;
    if (length <= longest) kept.push(bytes);
    else kept = [];
  };
  const take = (): Line | LongLine => {
    const whole = kept.length === 1 ? kept[0]! : Buffer.concat(kept);
    const tooLong = length > longest;
    kept = [];
    length = 0;
    number += 1;
    return { number, bytes: tooLong ? null : number === 1 ? withoutMark(whole) : whole };
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length) yield take();
}

const withoutMark = (bytes: Buffer) =>
  bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    ? bytes.subarray(byteOrderMark.length)
    : bytes;
