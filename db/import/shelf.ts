const size = 1024 * 1024;
const ofLength = 4;

/** Where texts are put away one after another, outside of the heap: that would grow to three times what it holds. */
export function shelf() {
  const boards: Buffer[] = [];
  let next = size;
  return {
    /** The place of a text of less than a megabyte from now on. */
    put(text: string): number {
      const length = Buffer.byteLength(text);
      if (next + ofLength + length > size) {
        boards.push(Buffer.allocUnsafeSlow(size));
        next = 0;
      }
      const at = next;
      const board = boards.at(-1)!;
      board.writeUInt32LE(length, at);
      board.write(text, at + ofLength);
      next = at + ofLength + length;
      return (boards.length - 1) * size + at;
    },
    /** The text at a place. */
    get(place: number): string {
      const board = boards[Math.floor(place / size)]!;
      const from = (place % size) + ofLength;
      return board.toString("utf8", from, from + board.readUInt32LE(from - ofLength));
    },
  };
}
