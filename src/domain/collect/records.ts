import { limits } from "#src/domain/limits.ts";

export const separators = [";", ",", "\t", "|"] as const;

export type Separator = (typeof separators)[number];

/** A row of the file as it stands, with why it cannot be read where it has no cells. Lines start at 1. */
export interface FileRecord {
  readonly line: number;
  readonly cells: readonly string[] | null;
  readonly raw: string;
}

const { rowLength } = limits.upload;

const isBlank = (cells: readonly string[]) => cells.every((cell) => !cell.trim());

/** A row is too long to be one device. */
export const isTooLong = ({ raw }: FileRecord) => raw.length > rowLength;

/**
 * The records of a text, without blank ones, and how many lines follow when there are more than `most`. A quote that is
 * never closed costs the line where it stands, not those after it. Each line is read twice at most, so that no file holds
 * up the others for long (DECISIONS.md).
 */
export function recordsOf(given: string, separator: Separator, most = Infinity) {
  const text = given.replace(/\r\n?/gu, "\n");
  const records: FileRecord[] = [];
  let further = 0;
  for (let from = 0, line = 1; from < text.length;) {
    if (text[from] === "\n") {
      const blank = endOfBlank(text, from);
      line += blank - from;
      from = blank;
      continue;
    }
    const first = text.slice(from, endOfLine(text, from));
    const isOver = records.length >= most;
    if (isOver || !first.trim()) {
      if (first.trim()) further += 1;
      from += first.length + 1;
      line += 1;
      continue;
    }
    const record = recordAt(text, from, first, line, separator);
    if (!record.cells || !isBlank(record.cells)) records.push(record);
    from += record.raw.length + 1;
    line += linesIn(record.raw);
  }
  return { records, further };
}

/** The record that begins with a line: more than one where its quotes go on and end as they should. */
function recordAt(text: string, from: number, first: string, line: number, separator: Separator): FileRecord {
  if (first.length > rowLength) return { line, cells: null, raw: first };
  if (!hasOddQuotes(first)) return { line, cells: cellsOf(first, separator), raw: first };
  const whole = quotedOn(text, from, from + first.length);
  const spanning = whole === null ? null : cellsOf(whole, separator);
  if (whole !== null && spanning && !spanning.some((cell) => swallows(cell, spanning.length, separator)))
    return { line, cells: spanning, raw: whole };
  return { line, cells: cellsOf(first, separator), raw: first };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Behind the line ends that follow one another; files of nothing else are read as fast as others. */
function endOfBlank(text: string, from: number): number {
  const end = /[^\n]|$/gu;
  end.lastIndex = from;
  return end.exec(text)!.index;
}

const linesIn = (raw: string) => raw.split("\n").length;
const hasOddQuotes = (line: string) => line.split('"').length % 2 === 0;

/** The lines from one with an open quote to the one that closes it; null where none does before a row is too long. */
function quotedOn(text: string, from: number, endOfFirst: number): string | null {
  for (let end = endOfFirst; end < text.length;) {
    const next = endOfLine(text, end + 1);
    if (next - from > rowLength) return null;
    if (hasOddQuotes(text.slice(end, next))) return text.slice(from, next);
    end = next;
  }
  return null;
}

/** A cell over several lines that begins with a whole row was opened by mistake. */
function swallows(cell: string, columns: number, separator: Separator): boolean {
  const [first = "", ...more] = cell.split("\n");
  return more.length > 0 && first.split(separator).length >= columns;
}

/** The cells of a row; a quote inside a cell that does not begin with one is text. Null: a quote is not closed, or too early. */
function cellsOf(row: string, separator: Separator): string[] | null {
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    if (row[at] === '"') {
      const cell = quotedCell(row, at + 1);
      if (!cell || (cell.end < row.length && row[cell.end] !== separator)) return null;
      cells.push(cell.text);
      at = cell.end;
    } else {
      const next = row.indexOf(separator, at);
      const cell = row.slice(at, next < 0 ? row.length : next);
      if (cell.includes("\n")) return null;
      cells.push(cell);
      at += cell.length;
    }
    if (at >= row.length) return cells;
  }
}

/** What stands between quotes from a place on, two quotes being one; `end` is behind the closing one. */
function quotedCell(row: string, start: number): { text: string; end: number } | null {
  for (let from = start; ;) {
    const quote = row.indexOf('"', from);
    if (quote < 0) return null;
    if (row[quote + 1] !== '"')
      return { text: row.slice(start, quote).replaceAll('""', '"'), end: quote + 1 };
    from = quote + 2;
  }
}
