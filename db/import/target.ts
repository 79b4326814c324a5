import type { Compared } from "./comparison.ts";
import type { ImportFile } from "./files.ts";

/** What rows of a file find in the database. */
export interface Found {
  /** How many have their record there already. */
  readonly known: number;
  /** How many of those say nothing else than what is there. */
  readonly same: number;
  /** By column: the ids that rows name and that do not exist, of rows that are not the same. */
  readonly missing: Readonly<Record<string, ReadonlySet<string>>>;
}

/** Nothing was written: what the rows rest on has changed since it was asked. */
export class Moved extends Error {
  constructor(cause: unknown) {
    super("Something else changes the same records at the same time.", { cause });
  }
}

/** Where the rows of a file go: what is there already is looked at, then they are written. */
export interface Target {
  /** What rows of a file with this header find there. */
  look(file: ImportFile, header: readonly string[], rows: readonly object[]): Promise<Found>;
  /** The parents of these organizations and of all above them, as they are in the database. */
  parents(ids: readonly string[]): Promise<Map<string, string | null>>;
  /**
   * Writes rows of a file with this header that have found this; tells what that changes, as far as it is known yet.
   * Refuses with `Moved`.
   */
  write(
    file: ImportFile,
    header: readonly string[],
    rows: readonly object[],
    found: Found,
  ): Promise<readonly Compared[]>;
}
