import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import { isConstraint } from "#db/hrana.ts";
import { linkAllAnew } from "#db/queries/inventory-links.ts";
import { noteLoad } from "#db/queries/last-load.ts";
import { organization } from "#db/schema/organization.ts";
import { type Gone, type Key, kept, removal } from "./dependents.ts";
import type { ImportFile } from "./files.ts";
import type { Tally } from "./report.ts";
import { type Compared, toldBy } from "./comparison.ts";
import {
  asFound,
  asParents,
  comparing,
  looking,
  names,
  parentsOf,
  readCompared,
  writing,
} from "./statements.ts";
import { type Found, Moved } from "./target.ts";

/** How long a busy or vanished database is waited for, in milliseconds, at each batch. */
const patience = 60_000;

const removedAtOnce = 1000;

/** What an import asks of the database. Every write is atomic and may be repeated. */
export function store(address: DatabaseAddress) {
  const database = () => openDatabase({ ...address, patience });

  return {
    /** Refuses soon, with `Unreachable` or the database's own error, when nothing could be loaded. */
    async isReady(): Promise<void> {
      const first = openDatabase({ ...address, patience: 5000 });
      await first.read({ rows: build.select({ id: organization.id }).from(organization).limit(1) });
    },

    async look(file: ImportFile, header: readonly string[], rows: readonly object[]) {
      const { looked } = await database().read({ looked: looking(file, header, rows) });
      return asFound(looked);
    },

    async parents(ids: readonly string[]) {
      const { rows } = await database().read({ rows: parentsOf(ids) });
      return asParents(rows);
    },

    /** Keeps when a file was loaded last, and how much of it. */
    async note({ file, loaded, rejected }: Tally): Promise<void> {
      await database().writeIdempotent([noteLoad({ file, loaded, rejected, at: Date.now(), keyId: null })]);
    },

    /** Says that what customers have loaded must be compared anew with what the provider knows. */
    async outdateLists(): Promise<void> {
      await database().writeIdempotent(linkAllAnew());
    },

    /** Writes rows of a file with this header that have found this; told is what that changed. */
    async write(
      file: ImportFile,
      header: readonly string[],
      rows: readonly object[],
      found: Found,
    ): Promise<Compared[]> {
      const told = toldBy(found, file, rows);
      if (told?.state === "unchanged") return [told];
      try {
        if (told) {
          await database().writeIdempotent(writing(file, header, rows));
          return [told];
        }
        const [compared] = await database().writeIdempotent([
          comparing(file, header, rows),
          ...writing(file, header, rows),
        ]);
        return compared.map(readCompared);
      } catch (error) {
        throw isConstraint(error) ? new Moved(error) : error;
      }
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
    async compare(
      file: ImportFile,
      header: readonly string[],
      rows: readonly object[],
      found: Found,
    ): Promise<Compared[]> {
      const told = toldBy(found, file, rows);
      if (told) return [told];
      const { compared } = await database().read({ compared: comparing(file, header, rows) });
      return compared.map(readCompared);
    },
  };
}

export type Store = ReturnType<typeof store>;
