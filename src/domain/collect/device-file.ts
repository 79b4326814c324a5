import { limits } from "#src/domain/limits.ts";
import {
  type ColumnNames,
  type DeviceField,
  headerProblem,
  type HeaderProblem,
  namesIn,
  recognized,
} from "./columns.ts";
import { type Device, deviceOf, type Fault } from "./device.ts";
import { textOf, type Unreadable } from "./encoding.ts";
import { type FileRecord, isTooLong, recordsOf, type Separator, separators } from "./records.ts";

/** A row that is not loaded: as it was sent, with everything that is wrong with it. */
export interface RejectedRow {
  readonly line: number;
  readonly raw: string;
  readonly faults: readonly Fault[];
}

/** What a customer's file says. */
export interface DeviceFile {
  readonly devices: readonly Device[];
  readonly rejected: readonly RejectedRow[];
  /** The header line as it was sent, for the file of rejected rows. */
  readonly header: string;
  readonly separator: Separator;
}

/** Why a file as a whole is refused. */
export type FileProblem =
  | { readonly problem: Unreadable | "noRows" }
  | { readonly problem: "tooManyRows"; readonly found: number }
  | { readonly problem: "tooManyColumns"; readonly found: number }
  | HeaderProblem;

/** Reads a customer's file as spreadsheets write it; columns in any order, others than ours are left aside. */
export function deviceFile(bytes: Uint8Array, names: ColumnNames): DeviceFile | FileProblem {
  const read = textOf(bytes);
  if ("unreadable" in read) return { problem: read.unreadable };
  const text = read.text.replace(/^\uFEFF/u, "");
  // Excel writes and reads such a first line.
  const [hint, said] = /^sep=([;,|\t])\r?\n?/iu.exec(text) ?? [""];
  const body = text.slice(hint.length);
  const separator = (said as Separator | undefined) ?? separatorOf(body, names);
  const { records, further } = recordsOf(body, separator, limits.upload.rows + 1);
  const [header, ...rows] = records;
  if (!header) return { problem: "noRows" };
  if (!header.cells) return { problem: "headerMissing" };
  const given = namesIn(header.cells);
  if (given.length > limits.upload.columns) return { problem: "tooManyColumns", found: given.length };
  const columns = recognized(given, names);
  const problem = headerProblem(columns);
  if (problem) return problem;
  if (!rows.length) return { problem: "noRows" };
  if (further) return { problem: "tooManyRows", found: rows.length + further };
  const shift = hint ? 1 : 0;
  return { ...sorted(rows, columns, shift), header: header.raw, separator };
}

/** The separator with which the first line names most of our columns; where none does, the one that cuts it most often. */
function separatorOf(text: string, names: ColumnNames): Separator {
  const [line = ""] = text.trimStart().split(/[\r\n]/u, 1);
  const rated = separators.map((separator) => {
    const [cells = []] = recordsOf(line, separator).records.map((record) => record.cells ?? []);
    const looked = cells.slice(0, limits.upload.columns);
    const known = recognized(looked, names).filter((field) => field !== null).length;
    return { separator, rating: known * 1000 + looked.length };
  });
  return rated.reduce((best, one) => (one.rating > best.rating ? one : best)).separator;
}

function sorted(rows: readonly FileRecord[], columns: readonly (DeviceField | null)[], shift: number) {
  const devices: Device[] = [];
  const rejected: RejectedRow[] = [];
  const lines = new Map<string, number>();
  for (const row of rows) {
    const line = row.line + shift;
    const raw = row.raw.slice(0, limits.upload.rowLength);
    const read = deviceIn(row, columns);
    const earlier = "device" in read ? lines.get(read.device.serialNumber) : undefined;
    if ("faults" in read) rejected.push({ line, raw, faults: read.faults });
    else if (earlier !== undefined)
      rejected.push({
        line,
        raw,
        faults: [{ reason: "duplicate", field: "serialNumber", params: { line: earlier } }],
      });
    else {
      lines.set(read.device.serialNumber, line);
      devices.push(read.device);
    }
  }
  return { devices, rejected };
}

const wholeRow = (reason: "quotes" | "rowTooLong" | "fieldCount", params?: Fault["params"]) => ({
  faults: [{ reason, field: null, ...(params && { params }) }],
});

function deviceIn(row: FileRecord, columns: readonly (DeviceField | null)[]) {
  if (isTooLong(row)) return wholeRow("rowTooLong", { max: limits.upload.rowLength });
  const { cells } = row;
  if (!cells) return wholeRow("quotes");
  // Spreadsheets end some rows with separators of empty columns.
  const surplus = cells.slice(columns.length);
  if (cells.length < columns.length || surplus.some((cell) => cell.trim()))
    return wholeRow("fieldCount", { found: cells.length, wanted: columns.length });
  const values: Partial<Record<DeviceField, string>> = {};
  columns.forEach((field, at) => {
    if (field) values[field] = cells[at]!;
  });
  return deviceOf(values);
}
