import type { ImportFile, Row } from "./files.ts";
import { stretches } from "./lines.ts";
import { type CsvRecord, records } from "./records.ts";
import { rules, shown } from "./rules.ts";

/** The file as a whole cannot be read; the message says why. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
}

/** A row that keeps the rules, or what is wrong with it. */
export type Checked = { line: number; row: Row } | { line: number; reason: string };

/** Rows of a file, each checked by itself, and the columns that its header names. */
export interface Block {
  readonly header: readonly string[];
  readonly rows: readonly Checked[];
}

/** What a file holds, from its beginning each time. */
export type Source = () => AsyncIterable<Buffer>;

/** The rows of a file in blocks. Refuses with `UnusableFile`. */
export async function* checkedRows(source: Source, file: ImportFile): AsyncGenerator<Block> {
  let header: string[] | null = null;
  for await (const block of records(stretches(refusingOthers(source())))) {
    if (header) {
      const names = header;
      // A spreadsheet leaves rows of nothing but separators behind.
      const rows = block.filter(
        (record) => !("cells" in record && record.cells.every((cell) => !cell.trim())),
      );
      yield { header: names, rows: rows.map((record) => check(record, names, file)) };
    } else header = headerOf(block[0]!, file);
  }
  if (!header) throw new UnusableFile("it is empty; its first line must name the columns");
}

/** What files that are no CSV begin with, and what to do about each. */
const others: readonly (readonly [beginning: Buffer | string, remedy: string])[] = [
  ["PK\u0003\u0004", "it is a spreadsheet or an archive; save it as “CSV UTF-8”"],
  [Buffer.from("d0cf11e0", "hex"), "it is an old Excel file; save it as “CSV UTF-8”"],
  [Buffer.from("1f8b", "hex"), "it is compressed; unpack it first"],
  [Buffer.from("fffe", "hex"), "it is UTF-16 text; save it as “CSV UTF-8”"],
  [Buffer.from("feff", "hex"), "it is UTF-16 text; save it as “CSV UTF-8”"],
  ["sep=", "its first line is “sep=”, which only Excel reads; remove that line"],
];

async function* refusingOthers(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isBegun = false;
  for await (const chunk of chunks) {
    const found =
      !isBegun && others.find(([mark]) => chunk.subarray(0, mark.length).equals(Buffer.from(mark)));
    if (found) throw new UnusableFile(found[1]);
    isBegun = true;
    yield chunk;
  }
}

function headerOf(record: CsvRecord, file: ImportFile): string[] {
  if ("problem" in record) throw new UnusableFile(`the header cannot be read: ${record.problem}`);
  const columns = record.cells.map((cell) => cell.trim().toLowerCase());
  const known = Object.keys(rules[file.table].shape);
  const missing = known.filter((column) => !columns.includes(column) && !file.optional.includes(column));
  const separator = separators.find(({ mark }) => columns.length === 1 && columns[0]!.includes(mark));
  if (missing.length && separator)
    throw new UnusableFile(`its columns are separated by ${separator.name}; save it with commas`);
  const unknown = columns.filter((column) => !known.includes(column));
  const flaws = [
    ...(missing.length ? [`lacks ${missing.map(shown).join(", ")}`] : []),
    ...(unknown.length ? [`has ${unknown.map(shown).join(", ")}, which is no column of ${file.name}`] : []),
  ];
  if (flaws.length) throw new UnusableFile(`the header ${flaws.join(" and ")}`);
  const twice = known.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
  if (twice.length) throw new UnusableFile(`the header names ${twice.map(shown).join(", ")} twice`);
  return columns;
}

const separators = [
  { mark: ";", name: "semicolons" },
  { mark: "\t", name: "tabs" },
];

function check(record: CsvRecord, columns: readonly string[], file: ImportFile): Checked {
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
