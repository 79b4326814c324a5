import type { Line } from "./lines.ts";

const most = { lines: 100, bytes: 64 * 1024 };
const quote = 0x22;
const carriageReturn = 0x0d;

/**
 * Puts lines together until their quotes are even: a record may span lines inside quotes. Where the quotes never become
 * even, the first line is given up and the others are looked at anew.
 */
export function gatherer(complete: (lines: Line[]) => void, giveUp: (line: number) => void) {
  let open: Line[] = [];
  let bytes = 0;

  const take = () => {
    const lines = open;
    open = [];
    bytes = 0;
    return lines;
  };
  const restart = () => {
    const [first, ...rest] = take();
    giveUp(first!.number);
    rest.forEach(add);
  };
  function add(line: Line): void {
    if (!open.length && isBlank(line.bytes)) return;
    open.push(line);
    bytes += line.bytes.length;
    const isOdd = quotesIn(line.bytes) % 2 === 1;
    const spansLines = open.length > 1;
    if (isOdd === spansLines) complete(take());
    else if (open.length > most.lines || bytes > most.bytes) restart();
  }
  return {
    add,
    /** Whether a record has begun that may go on in the next line. */
    isOpen: () => open.length > 0,
    /** No more lines come: what is still open is given up. */
    end() {
      while (open.length) restart();
    },
  };
}

function quotesIn(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) count += 1;
  return count;
}

const isBlank = (text: Buffer) => text.length === 0 || (text.length === 1 && text[0] === carriageReturn);
