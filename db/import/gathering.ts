import type { Database } from "#db/client.ts";
import type { ImportFile } from "./files.ts";
import { asFound, asParents, looking, parentsOf } from "./statements.ts";
import type { Target } from "./target.ts";

/** Rows that are to be written together. */
export interface Gathered {
  readonly file: ImportFile;
  readonly header: readonly string[];
  readonly rows: readonly object[];
}

/**
 * Takes the rows of one file and writes nothing: all of it goes into one batch with whatever else belongs to it, and is
 * compared there. So only what rows name is looked for.
 */
export function gathering(database: Pick<Database, "read">) {
  const rows: object[] = [];
  let of: Omit<Gathered, "rows"> | null = null;
  const target: Target = {
    async look(file, header, looked) {
      if (!Object.keys(file.references).length) return { known: 0, same: 0, missing: {} };
      const found = await database.read({ looked: looking(file, header, looked) });
      return asFound(found.looked);
    },
    async parents(ids) {
      const read = await database.read({ rows: parentsOf(ids) });
      return asParents(read.rows);
    },
    async write(file, header, more) {
      of = { file, header };
      rows.push(...more);
      return [];
    },
  };
  return { target, gathered: (): Gathered | null => of && { ...of, rows } };
}
