/** What came of one file. */
export interface Tally {
  readonly file: string;
  loaded: number;
  rejected: number;
  /** Why the file as a whole could not be read. */
  unusable?: string;
}

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

/** A report for the terminal: rejected rows on the output, progress beside it. */
export function terminalReport(out = process.stdout, beside = process.stderr): Report {
  const started = Date.now();
  let told = started;
  return {
    rejected: (file, line, reason) => void out.write(`${file} line ${line}: ${reason}\n`),
    unusable: (file, reason) => void out.write(`${file}: ${reason}\n`),
    progress(file, rows) {
      if (rows < 5000 || Date.now() - told < 1000) return;
      told = Date.now();
      beside.write(`${file}: ${rows.toLocaleString("en")} rows read\n`);
    },
  };
}

/** The end of a report: a line per file. */
export const summary = (tallies: readonly Tally[]) =>
  tallies.map(({ file, loaded, rejected, unusable }) =>
    [
      file.padEnd(18),
      `${loaded.toLocaleString("en")} loaded`.padStart(16),
      unusable ? "   not read" : `${rejected.toLocaleString("en")} rejected`.padStart(18),
    ].join(""),
  );
