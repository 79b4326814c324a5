import { createReadStream } from "node:fs";
import type { ImportFile, Row } from "./files.ts";
import { lines } from "./lines.ts";
import { type CsvRecord, records } from "./records.ts";
import { rules, shown } from "./rules.ts";

/** The file as a whole cannot be read; the message says why. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
}

/** A row that keeps the rules, or what is wrong with it. */
export type Checked = { line: number; row: Row } | { line: number; reason: string };

/** The rows of a file in blocks, each checked by itself. Refuses with `UnusableFile`. */
export async function* checkedRows(path: string, file: ImportFile): AsyncGenerator<Checked[]> {
  let columns: string[] | null = null;
  try {
    for await (const block of records(lines(createReadStream(path)))) {
      if (columns) {
        const names = columns;
        yield block.map((record) => check(record, names, file));
      } else columns = headerOf(block[0]!, file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR") throw new UnusableFile("it is a directory");
    if (code === "EACCES" || code === "EPERM") throw new UnusableFile("it may not be read");
    throw error;
  }
  if (!columns) throw new UnusableFile("it is empty; its first line must name the columns");
}

function headerOf(record: CsvRecord, file: ImportFile): string[] {
  if ("problem" in record) throw new UnusableFile(`the header cannot be read: ${record.problem}`);
  const columns = record.cells.map((cell) => cell.trim().toLowerCase());
  const known = Object.keys(rules[file.table].shape);
  const missing = known.filter((column) => !columns.includes(column) && !file.optional.includes(column));
  if (missing.length && columns.length === 1 && columns[0]!.includes(";"))
    throw new UnusableFile("its columns are separated by semicolons; save it with commas");
  if (missing.length) throw new UnusableFile(`the header lacks ${missing.map(shown).join(", ")}`);
  const twice = known.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
  if (twice.length) throw new UnusableFile(`the header names ${twice.map(shown).join(", ")} twice`);
  return columns;
}

function check(record: CsvRecord, columns: string[], file: ImportFile): Checked {
  const { line } = record;
  if ("problem" in record) return { line, reason: record.problem };
  const values = Object.fromEntries(columns.map((column, at) => [column, record.cells[at]]));
  for (const column of file.optional) values[column] ??= "";
  const checked = rules[file.table].safeParse(values);
  if (checked.success) return { line, row: checked.data };
  return {
    line,
    reason: checked.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; "),
  };
}
