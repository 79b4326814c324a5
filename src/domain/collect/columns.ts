import { normalized } from "#src/domain/text.ts";

/** What is known of a device from a customer's file, in the order of the template. */
export const deviceFields = [
  "hostName",
  "ipAddress",
  "serialNumber",
  "productId",
  "macAddress",
  "location",
] as const;

export type DeviceField = (typeof deviceFields)[number];

export const requiredFields = ["hostName", "ipAddress", "serialNumber", "productId"] as const;

export type RequiredField = (typeof requiredFields)[number];

/** What may differ between two rows of one device. */
export const changingFields = deviceFields.filter((field) => field !== "serialNumber");

type Names = Readonly<Record<DeviceField, readonly string[]>>;

/** How the columns are called in the portal's languages, and how others call them who do not write for the portal. */
export interface ColumnNames {
  readonly labels: Names;
  readonly alsoCalled: Names;
}

/** The names that hold in every language: of the template, and of the interface that others export for. */
export const commonNames: Names = {
  hostName: ["host_name"],
  ipAddress: ["ip_address"],
  serialNumber: ["serial_number"],
  productId: ["product_id"],
  macAddress: ["mac_address"],
  location: ["location", "sysLocation"],
};

/** Names as they are compared: letters and digits only, without accents, in lower case. */
const compared = (name: string) =>
  normalized(name, "NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/**
 * The field of each column, null where it is none of ours. What others call a column counts only where no column has
 * one of our own names, the more usual name first.
 */
export function recognized(
  cells: readonly string[],
  { labels, alsoCalled }: ColumnNames,
): (DeviceField | null)[] {
  const given = cells.map(compared);
  const fields: (DeviceField | null)[] = given.map(() => null);
  for (const field of deviceFields) {
    const own = new Set([...commonNames[field], ...labels[field]].map(compared));
    given.forEach((name, at) => {
      if (own.has(name)) fields[at] = field;
    });
  }
  for (const field of deviceFields.filter((each) => !fields.includes(each))) {
    const at = alsoCalled[field]
      .map(compared)
      .map((name) => given.findIndex((one, place) => fields[place] === null && one === name))
      .find((place) => place !== -1);
    if (at !== undefined) fields[at] = field;
  }
  return fields;
}

/** The names in a header line; spreadsheets end some with separators of empty columns. */
export const namesIn = (cells: readonly string[]) =>
  cells.slice(0, cells.findLastIndex((name) => name.trim() !== "") + 1);

/** What is wrong with a header line. */
export type HeaderProblem =
  | { readonly problem: "headerMissing" }
  | { readonly problem: "columnsMissing"; readonly fields: readonly DeviceField[] }
  | { readonly problem: "columnTwice"; readonly fields: readonly DeviceField[] };

/** Null where every required column is there, each once. */
export function headerProblem(columns: readonly (DeviceField | null)[]): HeaderProblem | null {
  const found = columns.filter((field) => field !== null);
  if (!found.length) return { problem: "headerMissing" };
  const missing = requiredFields.filter((field) => !found.includes(field));
  if (missing.length) return { problem: "columnsMissing", fields: missing };
  const twice = deviceFields.filter((field) => found.indexOf(field) !== found.lastIndexOf(field));
  return twice.length ? { problem: "columnTwice", fields: twice } : null;
}
