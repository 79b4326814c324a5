import { appendFileSync, writeFileSync } from "node:fs";
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

/** 0: all loaded, 2: some rejected, 1: nothing loaded (README.md, Commands). */
export function exitCode(tallies: readonly Tally[]): 0 | 1 | 2 {
  const isClean = tallies.every(({ rejected, unusable }) => !rejected && !unusable);
  if (tallies.length && isClean) return 0;
  return tallies.some(({ loaded }) => loaded) ? 2 : 1;
}

/** A report for the terminal: rejected rows on the output, and in a file if one is named; progress beside it. */
export function terminalReport(file?: string, out = process.stdout, beside = process.stderr): Report {
  const started = Date.now();
  let told = started;
  if (file) writeFileSync(file, "");
  const say = (line: string) => {
    out.write(line);
    if (file) appendFileSync(file, line);
  };
  return {
    rejected: (name, line, reason) => say(`${name} line ${line}: ${reason}\n`),
    unusable: (name, reason) => say(`${name}: ${reason}\n`),
    progress(name, rows) {
      if (rows < 5000 || Date.now() - told < 1000) return;
      told = Date.now();
      beside.write(`${name}: ${rows.toLocaleString("en")} rows read\n`);
    },
  };
}

const number = (count: number) => count.toLocaleString("en");

/** The end of a report: a line per file, and what its rows changed below it. */
export const summary = (tallies: readonly Tally[], isRehearsal = false) =>
  tallies.flatMap(({ file, loaded, rejected, remarked, unusable }) => [
    [
      file.padEnd(21),
      `${number(loaded)} ${isRehearsal ? "would be loaded" : "loaded"}`.padStart(isRehearsal ? 23 : 13),
      unusable ? "   not read" : `${number(rejected)} rejected`.padStart(18),
    ].join(""),
    ...remarks.flatMap((remark) => {
      const { count, first } = remarked[remark] ?? { count: 0, first: [] };
      if (!count) return [];
      const named = remark === "unchanged" ? "" : `: ${first.join("; ")}`;
      return [
        `  ${number(count).padStart(9)} ${remark}${named}${named && count > first.length ? "; …" : ""}`,
      ];
    }),
  ]);
