import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { build, type Statement } from "#db/builder.ts";
import { mustHold } from "#db/client.ts";
import { contract } from "#db/schema/contract.ts";
import { organization } from "#db/schema/organization.ts";
import { advisory } from "#db/schema/product.ts";
import { noneAboveItself } from "./above-itself.ts";
import { type Change, type Compared, comparison, given, lookingFor, valuesOf } from "./comparison.ts";
import type { ImportFile, Referred } from "./files.ts";
import type { OrganizationRow } from "./rules.ts";
import type { Found } from "./target.ts";

const keys: Record<Referred, SQLiteColumn> = {
  organization: organization.id,
  contract: contract.number,
  advisory: advisory.id,
};

/** What rows of a file with this header find there. */
export const looking = (file: ImportFile, header: readonly string[], rows: readonly object[]) => {
  const columns = columnsOf(file, header);
  return build.all<Looked>(lookingFor(file, columns, asJson(file, columns, header, rows), keys));
};

interface Looked {
  readonly known: number;
  readonly same: number;
  readonly missing: string;
}

export function asFound([looked]: readonly Looked[]): Found {
  const { known, same, missing } = looked!;
  const byColumn = Object.entries(JSON.parse(missing) as Record<string, string[]>);
  return {
    known,
    same,
    missing: Object.fromEntries(byColumn.map(([column, ids]) => [column, new Set(ids)])),
  };
}

/** The parents of these organizations and of all above them. */
export const parentsOf = (ids: readonly string[]) =>
  build.all<{ id: string; parentId: string | null }>(sql`
    with recursive upward (id, parent_id) as (
      select id, parent_id from organization where id in (select value from json_each(${JSON.stringify(ids)}))
      union
      select o.id, o.parent_id from upward join organization o on o.id = upward.parent_id
    )
    select id, parent_id from upward`);

export const asParents = (rows: readonly { readonly id: string; readonly parentId: string | null }[]) =>
  new Map(rows.map(({ id, parentId }) => [id, parentId]));

/** How rows of a file with this header differ from what is there. */
export const comparing = (file: ImportFile, header: readonly string[], rows: readonly object[]) =>
  build.all<Told>(compared(file, header, rows));

/** The same as one JSON object, for use inside of another statement. */
export const comparedAs = (file: ImportFile, header: readonly string[], rows: readonly object[]) =>
  sql`(select json_group_object(state, json_object('count', count, 'first', json(first)))
    from (${compared(file, header, rows)}))`;

function compared(file: ImportFile, header: readonly string[], rows: readonly object[]): SQL {
  const columns = columnsOf(file, header);
  return comparison(file, columns, asJson(file, columns, header, rows));
}

/** What writes rows of a file with this header; fails where organizations would stand above themselves. */
export function writing(
  file: ImportFile,
  header: readonly string[],
  rows: readonly object[],
): readonly [Statement, ...Statement[]] {
  const columns = columnsOf(file, header);
  return [
    upsert(file, columns, asJson(file, columns, header, rows)),
    ...(file.table === "organization" ? inTheirPlace(rows as OrganizationRow[]) : []),
  ];
}

interface Told {
  readonly state: Change;
  readonly count: number;
  readonly first: string;
}

/** The columns that a file with this header speaks of. */
const columnsOf = ({ columns, optional, merged }: ImportFile, header: readonly string[]) =>
  columns.filter((name) => name === merged || !optional.includes(name) || header.includes(name));

/** What was looked for is what is written, most often. */
const texts = new WeakMap<readonly object[], string>();

function asJson(
  file: ImportFile,
  columns: readonly string[],
  header: readonly string[],
  rows: readonly object[],
): string {
  const known = texts.get(rows);
  if (known !== undefined) return known;
  const { derived } = file;
  const names = valuesOf(file, columns);
  const text = JSON.stringify(
    (rows as readonly Readonly<Record<string, unknown>>[]).map((row) => {
      const all: Readonly<Record<string, unknown>> = derived ? { ...row, ...derived(row, header) } : row;
      return names.map((name) => all[name]);
    }),
  );
  texts.set(rows, text);
  return text;
}

export const readCompared = ({ first, ...compared }: Told): Compared => ({
  ...compared,
  first: JSON.parse(first) as string[],
});

/** Inserts rows or updates those with the same key; what is the same already is left alone. */
function upsert(file: ImportFile, columns: readonly string[], json: string): Statement {
  const { table, key } = file;
  const others = columns.filter((column) => !key.includes(column));
  return build.run(sql`
    insert into ${sql.identifier(table)} (${names(columns)})
    select ${sql.join(
      columns.map((column) => given(file, columns, column)),
      sql`, `,
    )}
    from json_each(${json}) where true
    on conflict (${names(key)}) ${others.length ? update(table, others) : sql`do nothing`}`);
}

const update = (table: string, others: readonly string[]) => sql`do update
    set ${sql.join(
      others.map((column) => sql`${sql.identifier(column)} = excluded.${sql.identifier(column)}`),
      sql`, `,
    )}
    where ${sql.join(
      others.map(
        (column) =>
          sql`${sql.identifier(table)}.${sql.identifier(column)} is not excluded.${sql.identifier(column)}`,
      ),
      sql` or `,
    )}`;

function inTheirPlace(rows: readonly OrganizationRow[]): Statement[] {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return [mustHold(noneAboveItself(ids)), ...replaceDomains(ids, rows)];
}

function replaceDomains(ids: string, rows: readonly OrganizationRow[]): Statement[] {
  const pairs = JSON.stringify(rows.flatMap(({ id, domains }) => domains.map((domain) => [id, domain])));
  return [
    build.run(sql`
      delete from organization_domain
      where organization_id in (select value from json_each(${ids}))
        and (organization_id, domain) not in (select value ->> 0, value ->> 1 from json_each(${pairs}))`),
    build.run(sql`
      insert into organization_domain (organization_id, domain)
      select value ->> 0, value ->> 1 from json_each(${pairs}) where true on conflict do nothing`),
  ];
}

export const names = (columns: readonly string[]) =>
  sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
