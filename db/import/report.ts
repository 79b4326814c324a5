import { type Compared, changes, namedAtMost } from "./comparison.ts";

/** What is told of the rows of a file: what they changed, what entitles nobody, what was removed or stays, and why. */
export const remarks = [...changes, "not entitled", "removed", "stays"] as const;
export type Remark = (typeof remarks)[number];

/** How many, and the first of them by name. */
export interface Remarked {
  count: number;
  readonly first: string[];
}

/** What came of one file. */
export interface Tally {
  readonly file: string;
  loaded: number;
  rejected: number;
  readonly remarked: Partial<Record<Remark, Remarked>>;
  /** Why the file as a whole could not be read. */
  unusable?: string;
}

export const newTally = (file: string): Tally => ({ file, loaded: 0, rejected: 0, remarked: {} });

/** Counts in what a block of rows changed. */
export function add(
  { remarked }: Tally,
  compared: readonly (Pick<Compared, "count" | "first"> & { state: Remark })[],
) {
  for (const { state, count, first } of compared) {
    if (!count) continue;
    const so = (remarked[state] ??= { count: 0, first: [] });
    so.count += count;
    so.first.push(...first.slice(0, namedAtMost - so.first.length));
  }
}

/** Counts in one more of a kind. */
export const remember = (tally: Tally, state: Remark, name: string) =>
  add(tally, [{ state, count: 1, first: [name] }]);

/** Where an import tells what it does. */
export interface Report {
  rejected(file: string, line: number, reason: string): void;
  unusable(file: string, reason: string): void;
  progress(file: string, rows: number): void;
}
