import { isUtf8 } from "node:buffer";
import { type CsvError, parse } from "csv-parse/sync";
import { gatherer } from "./gather.ts";
import { type Line, linesIn, longest, type Stretch } from "./lines.ts";

/** A row as it stands in the file, or why it cannot be read; `line` is the first of its lines. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; problem: string };

type Gathered = Line[] | CsvRecord;

const most = { records: 2000, bytes: 1024 * 1024 };
const quote = '"';
const newline = Buffer.from("\n");
const unclosed = 'a quote (") is opened and never closed';
const problems: Record<string, string> = {
  INVALID_OPENING_QUOTE:
    'a quote (") stands inside a value: put the whole value in quotes and write each inner quote twice',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote ("): write a quote that belongs to a value twice',
  CSV_QUOTE_NOT_CLOSED: unclosed,
};

/**
 * Reads lines as RFC 4180 records, in blocks; the first block is the header alone. Broken quoting costs the line where
 * it starts, not those after it.
 */
export async function* records(stretches: AsyncIterable<Stretch>): AsyncGenerator<CsvRecord[]> {
  let width: number | null = null;
  let gathered: Gathered[] = [];
  let bytes = 0;
  const gather = gatherer(
    (found) => gathered.push(found),
    (line) => gathered.push({ line, problem: unclosed }),
  );
  const isFull = () => gathered.length >= (width === null ? 1 : most.records) || bytes >= most.bytes;
  const take = () => {
    const read = readAll(gathered, width);
    gathered = [];
    bytes = 0;
    width ??= read[0] && "cells" in read[0] ? read[0].cells.length : 0;
    return read;
  };

  for await (const stretch of stretches) {
    const plain = gather.isOpen() ? null : plainLines(stretch);
    for (const line of plain ?? linesIn(stretch)) {
      if ("text" in line) gathered.push(readPlain(line, width));
      else if (line.bytes) gather.add(line);
      else {
        gather.end();
        gathered.push({ line: line.number, problem: "the line is too long" });
      }
      bytes += ("text" in line ? line.text : line.bytes)?.length ?? 0;
      if (isFull() && gathered.length) yield take();
    }
  }
  gather.end();
  if (gathered.length) yield take();
}

interface PlainLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of a stretch that is text without quotes, those without text left out; null: it is not. */
function plainLines({ number, bytes, isCut }: Stretch): PlainLine[] | null {
  if (isCut || bytes.includes(quote) || bytes.includes(0) || !isUtf8(bytes)) return null;
  const texts = bytes.toString().split("\n");
  if (texts.some((text) => text.length > longest / 4)) return null;
  return texts
    .map((text, at) => ({ number: number + at, text: text.endsWith("\r") ? text.slice(0, -1) : text }))
    .filter(({ text }) => text);
}

function readPlain({ number, text }: PlainLine, width: number | null): CsvRecord {
  const cells = text.split(",");
  return fits(cells, width)
    ? { line: number, cells }
    : { line: number, problem: miscounted(cells.length, width!) };
}

function readAll(gathered: Gathered[], width: number | null): CsvRecord[] {
  if (isRead(gathered)) return gathered;
  const texts = gathered.map((item) => (Array.isArray(item) ? textOf(item) : null));
  const rows = texts.includes(null) ? [] : rowsOf(texts.join("\n"));
  if (Array.isArray(rows) && rows.length === gathered.length && rows.every((row) => fits(row, width)))
    return rows.map((cells, at) => ({ line: (gathered[at] as Line[])[0]!.number, cells }));
  return gathered.flatMap((item) => (Array.isArray(item) ? readOne(item, width) : item));
}

const isRead = (gathered: Gathered[]): gathered is CsvRecord[] => !gathered.some(Array.isArray);

function readOne(lines: Line[], width: number | null): CsvRecord[] {
  const line = lines[0]!.number;
  const text = textOf(lines);
  if (text === null) return [{ line, problem: unreadable(lines) }];
  const rows = rowsOf(text);
  const cells = Array.isArray(rows) ? rows[0]! : null;
  if (cells && fits(cells, width)) return [{ line, cells }];
  if (lines.length > 1) return [{ line, problem: unclosed }, ...readAnew(lines.slice(1), width)];
  return [{ line, problem: cells ? miscounted(cells.length, width!) : explained(rows as CsvError) }];
}

function readAnew(lines: Line[], width: number | null): CsvRecord[] {
  const read: CsvRecord[] = [];
  const gather = gatherer(
    (found) => read.push(...readOne(found, width)),
    (line) => read.push({ line, problem: unclosed }),
  );
  lines.forEach(gather.add);
  gather.end();
  return read;
}

function rowsOf(text: string): string[][] | CsvError {
  // Without quotes a separator is one wherever it stands: three times as fast.
  if (!text.includes(quote)) return text.split("\n").map((line) => line.replace(/\r$/u, "").split(","));
  try {
    return parse(text, { relax_column_count: true, record_delimiter: ["\r\n", "\n"] });
  } catch (error) {
    return error as CsvError;
  }
}

function textOf(lines: Line[]): string | null {
  const bytes =
    lines.length === 1
      ? lines[0]!.bytes
      : Buffer.concat(lines.flatMap((line, at) => (at ? [newline, line.bytes] : [line.bytes])));
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString().replace(/\r$/u, "") : null;
}

const fits = (cells: string[], width: number | null) => width === null || cells.length === width;

const unreadable = (lines: Line[]) =>
  lines.some(({ bytes }) => bytes.includes(0)) ? "it contains a NUL character" : "it is not UTF-8 text";

const explained = (error: CsvError) => problems[error.code] ?? error.message;

const miscounted = (found: number, wanted: number) =>
  `it has ${found} ${found === 1 ? "value" : "values"} where the header has ${wanted} columns`;
