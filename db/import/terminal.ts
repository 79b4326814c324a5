import { appendFileSync, writeFileSync } from "node:fs";
import { remarks, type Report, type Tally } from "./report.ts";

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
