import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { ImportFile, Referred } from "./files.ts";
import type { Found } from "./target.ts";

/** What a row does to what is there. Repeated: a later row of the same key counts. */
export const changes = ["new", "changed", "moved", "unchanged", "repeated"] as const;
export type Change = (typeof changes)[number];

/** How many of a kind are told by name. */
export const namedAtMost = 10;

/** Rows of one kind: how many, and the first of them by name. */
export interface Compared {
  readonly state: Change;
  readonly count: number;
  readonly first: readonly string[];
}

const column = (of: string, name: string) => sql`${sql.identifier(of)}.${sql.identifier(name)}`;
const joined = (parts: readonly SQL[], by: SQL) => sql.join([...parts], by);

const isOrganization = ({ table }: ImportFile) => table === "organization";

/** What a row is in JSON: a list of values, in this order. */
export const valuesOf = (file: ImportFile, columns: readonly string[]) => [
  ...columns,
  ...(isOrganization(file) ? ["domains"] : []),
];

const valueAt = (columns: readonly string[], name: string) => sql.raw(String(columns.indexOf(name)));

/** The value of a column in a row that is given as JSON. What is merged keeps what the row says nothing about. */
export const given = ({ table, key, merged }: ImportFile, columns: readonly string[], name: string): SQL =>
  name === merged
    ? sql`json_patch(coalesce((select ${sql.identifier(name)} from ${sql.identifier(table)} where ${joined(
        key.map((part) => sql`${sql.identifier(part)} = value ->> ${valueAt(columns, part)}`),
        sql` and `,
      )}), '{}'), value -> ${valueAt(columns, name)})`
    : sql`value ->> ${valueAt(columns, name)}`;

const domainsDiffer = sql`(select json_group_array(value) from (select value from json_each(given.domains) order by value))
  is not (select json_group_array(domain) from (
    select domain from organization_domain where organization_id = given.id order by domain))`;

/** The rows as a table: `at` is their place in the list. */
const asTable = (file: ImportFile, columns: readonly string[], rows: string) =>
  sql`given as materialized (select key as at, ${joined(
    [
      ...columns.map((one) => sql`${given(file, columns, one)} as ${sql.identifier(one)}`),
      ...(isOrganization(file) ? [sql`value -> ${sql.raw(String(columns.length))} as domains`] : []),
    ],
    sql`, `,
  )} from json_each(${rows}))`;

const isKept = ({ key }: ImportFile) => sql`${column("kept", key[0]!)} is not null`;

const besideKept = ({ table, key }: ImportFile) =>
  sql`left join ${sql.identifier(table)} as kept on ${joined(
    key.map((part) => sql`${column("kept", part)} = ${column("given", part)}`),
    sql` and `,
  )}`;

const differ = (names: readonly string[]) =>
  names.map((name) => sql`${column("kept", name)} is not ${column("given", name)}`);

/** In what a row can say something else than what is there. */
const differences = (file: ImportFile, columns: readonly string[]) => [
  ...differ(columns.filter((name) => !file.key.includes(name))),
  ...(isOrganization(file) ? [domainsDiffer] : []),
];

const anyOf = (conditions: readonly SQL[]) =>
  conditions.length ? sql`(${joined(conditions, sql` or `)})` : sql`false`;

/** What rows, given as JSON, find there: `known`, `same` and `missing`, the ids by column that do not exist. */
export function lookingFor(
  file: ImportFile,
  columns: readonly string[],
  rows: string,
  keys: Readonly<Record<Referred, SQLiteColumn>>,
): SQL {
  const named = Object.entries(file.references);
  const missing = named.map(
    ([name, of]) => sql`${sql.raw(`'${name}'`)}, json_group_array(distinct ${column("met", name)}) filter (
      where not is_same and not exists (select 1 from ${keys[of].table} where ${keys[of]} = ${column("met", name)}))`,
  );
  return sql`
    with ${asTable(file, columns, rows)},
    met as materialized (
      select ${joined([...named.map(([name]) => column("given", name)), sql`${isKept(file)} as is_known`], sql`, `)},
        ${isKept(file)} and not ${anyOf(differences(file, columns))} as is_same
      from given ${besideKept(file)})
    select count(*) filter (where is_known) as known, count(*) filter (where is_same) as same,
      json_object(${joined(missing, sql`, `)}) as missing
    from met`;
}

/** How rows, given as JSON, differ from what is there, in as many of the file's columns as it has. */
export function comparison(file: ImportFile, columns: readonly string[], rows: string): SQL {
  const { key, moves } = file;
  const name = joined(
    key.map((part) => column("given", part)),
    sql` || ' ' || `,
  );
  const from = moves.map(
    (at) => sql`case when ${column("kept", at)} is not ${column("given", at)} then
      ' from ' || coalesce(${column("kept", at)}, 'none') || ' to ' || coalesce(${column("given", at)}, 'none') else '' end`,
  );
  return sql`
    with ${asTable(file, columns, rows)},
    latest as (select *, row_number() over (partition by ${joined(
      key.map((part) => sql.identifier(part) as unknown as SQL),
      sql`, `,
    )} order by at desc) as nth from given),
    told as (
      select given.at, ${name} as name, ${from.length ? joined(from, sql` || `) : sql`''`} as move,
        case when given.nth > 1 then 'repeated'
          when not ${isKept(file)} then 'new'
          when ${anyOf(differ(moves))} then 'moved'
          when ${anyOf(differences(file, columns))} then 'changed'
          else 'unchanged' end as state
      from latest as given ${besideKept(file)}),
    numbered as (
      select *, row_number() over (partition by state order by at) as nth from told)
    select state, count(*) as count, json_group_array(case when state = 'moved' then name || ',' || move else name end)
      filter (where nth <= ${namedAtMost}) as first
    from numbered group by state`;
}

/** What a first look tells of rows of different keys: that all are new, or say nothing new; null: they must be compared. */
export function toldBy(
  { known, same }: Found,
  { key }: ImportFile,
  rows: readonly object[],
): Compared | null {
  const state = same === rows.length ? "unchanged" : known === 0 ? "new" : null;
  if (!state) return null;
  const [only, ...others] = key;
  const names = new Set(
    (rows as readonly Readonly<Record<string, string>>[]).map((row) =>
      others.length ? key.map((part) => row[part]).join(" ") : row[only!]!,
    ),
  );
  if (names.size < rows.length) return null;
  return { state, count: rows.length, first: [...names].slice(0, namedAtMost) };
}
