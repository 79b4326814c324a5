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

/** By field, every name that a column may have; besides the portal's own, those of each language. */
export type ColumnNames = Readonly<Record<DeviceField, readonly string[]>>;

/** The names that hold in every language: of the template, and of the interface that others export for. */
export const commonNames: ColumnNames = {
  hostName: ["host_name"],
  ipAddress: ["ip_address"],
  serialNumber: ["serial_number"],
  productId: ["product_id"],
  macAddress: ["mac_address"],
  location: ["location", "sysLocation"],
};

/** Names as they are compared: letters and digits only, without accents, in lower case. */
const compared = (name: string) =>
  name
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** The field of each column, null where it is none of ours. */
export function recognized(cells: readonly string[], names: ColumnNames): (DeviceField | null)[] {
  const fields = new Map(
    deviceFields.flatMap((field) =>
      [...commonNames[field], ...names[field]].map((name) => [compared(name), field] as const),
    ),
  );
  return cells.map((cell) => fields.get(compared(cell)) ?? null);
}

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
