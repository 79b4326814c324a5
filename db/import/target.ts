import type { Compared } from "./comparison.ts";
import type { ImportFile, Referred } from "./files.ts";

/** Ids that rows of a file name. */
export interface Asked {
  readonly of: Referred;
  readonly ids: readonly string[];
}

/** Where the rows of a file go: what is there already is asked, then they are written. */
export interface Target {
  /** Those of each of the ids that exist. */
  existing(asked: readonly Asked[]): Promise<readonly ReadonlySet<string>[]>;
  /** The parents of these organizations and of all above them, as they are in the database. */
  parents(ids: readonly string[]): Promise<Map<string, string | null>>;
  /** Writes rows of a file with this header; tells what that changes, as far as it is known yet. */
  write(file: ImportFile, header: readonly string[], rows: readonly object[]): Promise<readonly Compared[]>;
}
