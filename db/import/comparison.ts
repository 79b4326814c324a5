import { type SQL, sql } from "drizzle-orm";
import type { ImportFile } from "./files.ts";

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

const domainsDiffer = sql`(select json_group_array(value) from (select value from json_each(given.domains) order by value))
  is not (select json_group_array(domain) from (
    select domain from organization_domain where organization_id = given.id order by domain))`;

/** The value of a column in a row that is given as JSON. What is merged keeps what the row says nothing about. */
export const given = ({ table, key, merged }: ImportFile, name: string): SQL =>
  name === merged
    ? sql`json_patch(coalesce((select ${sql.identifier(name)} from ${sql.identifier(table)} where ${joined(
        key.map((part) => sql`${sql.identifier(part)} = value ->> ${sql.raw(`'${part}'`)}`),
        sql` and `,
      )}), '{}'), value -> ${sql.raw(`'${name}'`)})`
    : sql`value ->> ${sql.raw(`'${name}'`)}`;

/** How rows, given as JSON, differ from what is there, in as many of the file's columns as it has. */
export function comparison(file: ImportFile, columns: readonly string[], rows: string): SQL {
  const { table, key, moves } = file;
  const others = columns.filter((name) => !key.includes(name));
  const isOrganization = table === "organization";
  const differences = [
    ...others.map((name) => sql`${column("kept", name)} is not ${column("given", name)}`),
    ...(isOrganization ? [domainsDiffer] : []),
  ];
  const moved = moves.map((name) => sql`${column("kept", name)} is not ${column("given", name)}`);
  const name = joined(
    key.map((part) => column("given", part)),
    sql` || ' ' || `,
  );
  const from = moves.map(
    (at) => sql`case when ${column("kept", at)} is not ${column("given", at)} then
      ' from ' || coalesce(${column("kept", at)}, 'none') || ' to ' || coalesce(${column("given", at)}, 'none') else '' end`,
  );
  return sql`
    with given as materialized (
      select key as at, ${joined(
        [
          ...columns.map((one) => sql`${given(file, one)} as ${sql.identifier(one)}`),
          ...(isOrganization ? [sql`value -> 'domains' as domains`] : []),
        ],
        sql`, `,
      )} from json_each(${rows})),
    latest as (select *, row_number() over (partition by ${joined(
      key.map((part) => sql.identifier(part) as unknown as SQL),
      sql`, `,
    )} order by at desc) as nth from given),
    told as (
      select given.at, ${name} as name, ${from.length ? joined(from, sql` || `) : sql`''`} as move,
        case when given.nth > 1 then 'repeated'
          when ${column("kept", key[0]!)} is null then 'new'
          ${moved.length ? sql`when ${joined(moved, sql` or `)} then 'moved'` : sql``}
          ${differences.length ? sql`when ${joined(differences, sql` or `)} then 'changed'` : sql``}
          else 'unchanged' end as state
      from latest as given left join ${sql.identifier(table)} as kept on ${joined(
        key.map((part) => sql`${column("kept", part)} = ${column("given", part)}`),
        sql` and `,
      )}),
    numbered as (
      select *, row_number() over (partition by state order by at) as nth from told)
    select state, count(*) as count, json_group_array(case when state = 'moved' then name || ',' || move else name end)
      filter (where nth <= ${namedAtMost}) as first
    from numbered group by state`;
}
