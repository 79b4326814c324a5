import { type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { inventory } from "#db/schema/inventory.ts";
import { changingFields, type DeviceField, deviceFields } from "#src/domain/collect/columns.ts";

/** The column of a field of a customer's file; a field without one does not compile. */
const nameOf = (field: DeviceField) => sql.raw(toSnakeCase(inventory[field].name));

/** What is written of each field of `fields`, parted by `between`; `column` is the field's, without a table. */
const each = (
  fields: readonly DeviceField[],
  write: (column: SQL, field: DeviceField) => SQL,
  between: SQL = sql`, `,
) =>
  sql.join(
    fields.map((field) => write(nameOf(field), field)),
    between,
  );

/** The columns of a customer's own fields, each after a prefix such as `i.`. */
export const deviceColumns = (prefix = "") =>
  each(deviceFields, (column) => sql`${sql.raw(prefix)}${column}`);

/** The same, named as the fields. */
export const namedColumns = (prefix: string) =>
  each(deviceFields, (column, field) => sql`${sql.raw(prefix)}${column} as ${sql.raw(field)}`);

/** The value of a field in a device `j` of an upload. */
export const uploaded = (field: DeviceField) =>
  sql`(j.value ->> ${sql.raw(String(deviceFields.indexOf(field)))})`;

/** Each field of a device `j` of an upload under the name of its column. */
export const uploadedColumns = each(deviceFields, (column, field) => sql`${uploaded(field)} as ${column}`);

/** True where the list's row `i` has the same as a device `j` of an upload. */
export const isUploadedSame = each(
  changingFields,
  (column, field) => sql`i.${column} is ${uploaded(field)}`,
  sql` and `,
);

/** What a row of the list takes from a newer one; and where it differs. */
export const takenOver = each(changingFields, (column) => sql`${column} = excluded.${column}`);
export const differsFromExcluded = each(
  changingFields,
  (column) => sql`inventory.${column} is not excluded.${column}`,
  sql` or `,
);
