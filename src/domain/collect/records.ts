import { type CsvError, parse } from "csv-parse/sync";
import { limits } from "#src/domain/limits.ts";

export const separators = [";", ",", "\t", "|"] as const;

export type Separator = (typeof separators)[number];

/** A row of the file as it stands, or null where its quotes cannot be read. Lines start at 1. */
export interface FileRecord {
  readonly line: number;
  readonly cells: readonly string[] | null;
  readonly raw: string;
}

const options = (delimiter: Separator) => ({
  delimiter,
  record_delimiter: "\n",
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: limits.upload.rowLength,
  raw: true,
});

const isBlank = (cells: readonly string[]) => cells.every((cell) => !cell.trim());

/**
 * The records of a text, without blank ones. A quote that is never closed costs the line where it stands, not those
 * after it; null where too many are like that.
 */
export function recordsOf(text: string, separator: Separator): FileRecord[] | null {
  const found: FileRecord[] = [];
  let line = 1;
  let rest = text.replace(/\r\n?/gu, "\n");
  for (let broken = 0; broken <= limits.upload.brokenRows; broken += 1) {
    const read = readUntilBroken(rest, separator, line);
    found.push(...read.records.filter(({ cells }) => cells && !isBlank(cells)));
    if (read.end === null) return found;
    const [raw = ""] = rest.slice(read.end).split("\n", 1);
    found.push({ line: read.line, cells: null, raw });
    line = read.line + 1;
    rest = rest.slice(read.end + raw.length + 1);
  }
  return null;
}

/** What can be read; `end`: where in the text the record stands that cannot be, null where all can. */
function readUntilBroken(text: string, separator: Separator, firstLine: number) {
  const records: FileRecord[] = [];
  let line = firstLine;
  let end = 0;
  try {
    parse(text, {
      ...options(separator),
      on_record: (given: unknown) => {
        const { record, raw } = given as { record: string[]; raw: string };
        records.push({ line, cells: record, raw: raw.replace(/\n$/u, "") });
        line += raw.match(/\n/gu)?.length ?? 0;
        end += raw.length;
        return null;
      },
    });
    return { records, line, end: null };
  } catch (error) {
    if (!(error as CsvError).code) throw error;
    return { records, line, end };
  }
}
