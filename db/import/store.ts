import { inArray, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { build, type Statement } from "#db/builder.ts";
import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import { linkAllAnew } from "#db/queries/inventory-links.ts";
import { contract } from "#db/schema/contract.ts";
import { organization } from "#db/schema/organization.ts";
import { advisory } from "#db/schema/product.ts";
import { type Change, type Compared, comparison, given } from "./comparison.ts";
import { type Gone, type Key, kept, removal } from "./dependents.ts";
import type { ImportFile, Referred } from "./files.ts";
import type { OrganizationRow } from "./rules.ts";

/** How long a busy or vanished database is waited for, in milliseconds, at each batch. */
const patience = 60_000;

const removedAtOnce = 1000;

const keys: Record<Referred, SQLiteColumn> = {
  organization: organization.id,
  contract: contract.number,
  advisory: advisory.id,
};

/** What an import asks of the database. Every write is atomic and may be repeated. */
export function store(address: DatabaseAddress) {
  const database = () => openDatabase({ ...address, patience });

  return {
    /** Refuses soon, with `Unreachable` or the database's own error, when nothing could be loaded. */
    async isReady(): Promise<void> {
      const first = openDatabase({ ...address, patience: 5000 });
      await first.read({ rows: build.select({ id: organization.id }).from(organization).limit(1) });
    },

    /** Those of the ids that exist. */
    async existing(of: Referred, ids: readonly string[]): Promise<Set<string>> {
      const column = keys[of];
      const found = build
        .select({ id: column })
        .from(column.table)
        .where(inArray(column, [...new Set(ids)]));
      const { rows } = await database().read({ rows: found });
      return new Set(rows.map(({ id }) => id as string));
    },

    /** The parents of these organizations and of all above them, as they are in the database. */
    async parents(ids: readonly string[]): Promise<Map<string, string | null>> {
      const found = build.all<{ id: string; parentId: string | null }>(sql`
        with recursive upward (id, parent_id) as (
          select id, parent_id from organization where id in (select value from json_each(${JSON.stringify(ids)}))
          union
          select o.id, o.parent_id from upward join organization o on o.id = upward.parent_id
        )
        select id, parent_id from upward`);
      const { rows } = await database().read({ rows: found });
      return new Map(rows.map(({ id, parentId }) => [id, parentId]));
    },

    /** Says that what customers have loaded must be compared anew with what the provider knows. */
    async outdateLists(): Promise<void> {
      await database().writeIdempotent(linkAllAnew());
    },

    /** Writes rows of a file with this header; told is what that changed. */
    async write(file: ImportFile, header: readonly string[], rows: readonly object[]) {
      const columns = columnsOf(file, header);
      const json = asJson(file, header, rows);
      const [compared] = await database().writeIdempotent([
        comparison(file, columns, json),
        upsert(file, columns, json),
        ...(file.table === "organization" ? replaceDomains(rows as OrganizationRow[]) : []),
      ]);
      return compared.map(readCompared);
    },

    /** The keys of all records of a file's table, in order, in blocks. */
    async *keys({ table, key }: ImportFile): AsyncGenerator<Key[]> {
      const columns = names(key);
      let last: Key | null = null;
      do {
        const { found }: { found: { key: string }[] } = await database().read({
          found: build.all<{ key: string }>(sql`
            select json_array(${columns}) as key from ${sql.identifier(table)}
            ${
              last
                ? sql`where (${columns}) > (${sql.join(
                    last.map((value) => sql`${value}`),
                    sql`, `,
                  )})`
                : sql``
            }
            order by ${columns} limit ${removedAtOnce}`),
        });
        const block: Key[] = found.map((row) => JSON.parse(row.key) as Key);
        if (block.length) yield block;
        last = block.at(-1) ?? null;
      } while (last);
    },

    /** Removes records that nothing else names; told are those that stay, a row for each table that names one. */
    async remove(file: ImportFile, keys: readonly Key[]) {
      const [stays] = await database().writeIdempotent([kept(file, keys), ...removal(file, keys)]);
      return stays;
    },

    /** Which of these records would stay when others are gone. */
    async staying(file: ImportFile, keys: readonly Key[], gone: Gone) {
      const { stays } = await database().read({ stays: kept(file, keys, gone) });
      return stays;
    },

    /** What writing these rows would change. */
    async compare(file: ImportFile, header: readonly string[], rows: readonly object[]) {
      const { compared } = await database().read({
        compared: comparison(file, columnsOf(file, header), asJson(file, header, rows)),
      });
      return compared.map(readCompared);
    },
  };
}

export type Store = ReturnType<typeof store>;

/** The columns that a file with this header speaks of. */
const columnsOf = ({ columns, optional, merged }: ImportFile, header: readonly string[]) =>
  columns.filter((name) => name === merged || !optional.includes(name) || header.includes(name));

const asJson = ({ derived }: ImportFile, header: readonly string[], rows: readonly object[]) =>
  JSON.stringify(
    derived ? rows.map((row) => ({ ...row, ...derived(row as Record<string, unknown>, header) })) : rows,
  );

const readCompared = ({ first, ...compared }: { state: Change; count: number; first: string }): Compared => ({
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
      columns.map((column) => given(file, column)),
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

function replaceDomains(rows: readonly OrganizationRow[]): Statement[] {
  const ids = JSON.stringify(rows.map(({ id }) => id));
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

const names = (columns: readonly string[]) =>
  sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
