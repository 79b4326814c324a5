import type { Compared } from "./comparison.ts";
import type { ImportFile, Referred } from "./files.ts";

/** Ids that rows of a file name. */
export interface Asked {
  readonly of: Referred;
  readonly ids: readonly string[];
}

/** Nothing was written: what the rows rest on has changed since it was asked. */
export class Moved extends Error {
  constructor(cause: unknown) {
    super("Something else changes the same records at the same time.", { cause });
  }
}

/** Where the rows of a file go: what is there already is asked, then they are written. */
export interface Target {
  /** Those of each of the ids that exist. */
  existing(asked: readonly Asked[]): Promise<readonly ReadonlySet<string>[]>;
  /** The parents of these organizations and of all above them, as they are in the database. */
  parents(ids: readonly string[]): Promise<Map<string, string | null>>;
  /** Writes rows of a file with this header; tells what that changes, as far as it is known yet. Refuses with `Moved`. */
  write(file: ImportFile, header: readonly string[], rows: readonly object[]): Promise<readonly Compared[]>;
}
