import { getTableName, is, type SQL, sql } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { build, type Statement } from "#db/builder.ts";
import { wasLoaded } from "#db/queries/inventory-links.ts";
import * as schema from "#db/schema/schema.ts";
import { type ImportFile, importFiles, type Table } from "./files.ts";

/** The values of a record's key, in the order of its file. */
export type Key = readonly string[];

/** Keys by table that count as removed. */
export type Gone = ReadonlyMap<string, readonly Key[]>;

/** Rows that are nothing without the record that they name: they go with it. */
const owned: Partial<Record<Table, Readonly<Record<string, SQL>>>> = {
  organization: {
    organization_domain: sql`true`,
    inventory_summary: sql`not (${wasLoaded(sql`inventory_summary`)})`,
  },
};

/** Which alerts name a record, by its key alone. */
const alerted: Partial<Record<Table, SQL>> = {
  advisory: sql`kind in ('security', 'product')`,
  product: sql`kind in ('support', 'sale')`,
  contract: sql`kind = 'contract'`,
};

interface Naming {
  readonly child: string;
  readonly column: string;
  /** Which of its rows name such a record; all of them, if nothing is said. */
  readonly where?: SQL;
}

const tables = Object.values(schema).flatMap((one) => (is(one, SQLiteTable) ? [one as SQLiteTable] : []));
const columnName = (text: string) => text.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);

/** Everything in the database that can name a record of a table. */
const namings = (table: Table): Naming[] => [
  ...tables.flatMap((child) =>
    getTableConfig(child)
      .foreignKeys.map((one) => one.reference())
      .filter(({ foreignTable }) => getTableName(foreignTable) === table)
      .map(({ columns }) => ({ child: getTableName(child), column: columnName(columns[0]!.name) })),
  ),
  ...(alerted[table] ? [{ child: "alert", column: "subject", where: alerted[table] }] : []),
];

const isAmong = (columns: readonly string[], keys: readonly Key[]) =>
  sql`(${sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  )}) in (select ${sql.join(
    columns.map((_, at) => sql.raw(`value ->> ${at}`)),
    sql`, `,
  )} from json_each(${JSON.stringify(keys)}))`;

/** Which of these records are named by others, and in which table: `key`, `dependents`. */
function dependents({ table, key }: ImportFile, keys: readonly Key[], gone: Gone): SQL {
  const found = key.length > 1 ? [] : namings(table);
  const none = sql`select null as key, null as dependents where false`;
  const selects = found.map(({ child, column, where = sql`true` }) => {
    const lost = gone.get(child);
    const keyOfChild = importFiles.find((file) => file.table === child)?.key;
    return sql`select distinct ${sql.identifier(column)} as key, ${child} as dependents from ${sql.identifier(child)}
      where ${isAmong([column], keys)} and ${where} and not (${owned[table]?.[child] ?? sql`false`})
      ${lost && keyOfChild ? sql`and not ${isAmong(keyOfChild, lost)}` : sql``}`;
  });
  return sql.join([none, ...selects], sql` union all `);
}

/** Which of these records stay, one row for each table that names one. */
export const kept = (file: ImportFile, keys: readonly Key[], gone: Gone = new Map()) =>
  build.all<{ key: string; dependents: string }>(dependents(file, keys, gone));

/** Removes those of these records that nothing names, with what is nothing without them. */
export function removal(file: ImportFile, keys: readonly Key[]): readonly [Statement, ...Statement[]] {
  const { table, key } = file;
  const isFree =
    key.length > 1
      ? sql``
      : sql`and ${sql.identifier(key[0]!)} not in (select key from (${dependents(file, keys, new Map())}))`;
  const doomed = sql`from ${sql.identifier(table)} where ${isAmong(key, keys)} ${isFree}`;
  const columnOf = (child: string) => namings(table).find((one) => one.child === child)!.column;
  const belongings = Object.entries(owned[table] ?? {}).map(([child, isOwned]) =>
    build.run(sql`delete from ${sql.identifier(child)}
      where ${sql.identifier(columnOf(child))} in (select ${sql.identifier(key[0]!)} ${doomed}) and ${isOwned}`),
  );
  const [first, ...others] = [...belongings, build.run(sql`delete ${doomed}`)];
  return [first!, ...others];
}
