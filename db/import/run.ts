import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseAddress } from "#db/client.ts";
import { type ImportFile, importFiles } from "./files.ts";
import { loadFile } from "./load-file.ts";
import { onDisk } from "./on-disk.ts";
import { rehearsed } from "./rehearsal.ts";
import { replaceBy } from "./replace.ts";
import { newTally, type Report, type Tally } from "./report.ts";
import { UnusableFile } from "./source.ts";
import { type Store, store } from "./store.ts";

/** The files of an import that the directory has. */
export const filesIn = (directory: string) =>
  importFiles.filter(({ name }) => existsSync(join(directory, name)));

const isData = /\.(?:csv|tsv|xlsx?|xlsm|ods|numbers|gz|zip)$/iu;

/** What looks like data and is none of the files: a name that is misspelt would be passed over in silence. */
export const straysIn = (directory: string) =>
  readdirSync(directory).filter(
    (found) => isData.test(found) && !importFiles.some(({ name }) => name === found),
  );

export interface ImportOptions {
  /** Says what would change and changes nothing. */
  readonly isRehearsal?: boolean;
  /** Names of files that are the whole truth: what they do not hold is removed. */
  readonly replace?: ReadonlySet<string>;
  /** Grow as it goes. */
  readonly tallies?: Tally[];
}

/** Loads what the directory has into the database; safe to repeat and to interrupt. */
export async function importDirectory(
  directory: string,
  address: DatabaseAddress,
  report: Report,
  { isRehearsal = false, replace = new Set(), tallies = [] }: ImportOptions = {},
): Promise<Tally[]> {
  const into = isRehearsal ? rehearsed(store(address)) : store(address);
  const files = filesIn(directory);
  for (const file of files) {
    const tally = newTally(file.name);
    tallies.push(tally);
    await loadOne(join(directory, file.name), file, into, report, tally);
    if (tally.loaded) await into.outdateLists();
    await into.note(tally);
  }
  // What others name goes last.
  for (const file of files.toReversed())
    if (replace.has(file.name))
      await replaceBy(
        onDisk(join(directory, file.name)),
        file,
        into,
        tallies.find((tally) => tally.file === file.name)!,
      );
  return tallies;
}

async function loadOne(path: string, file: ImportFile, into: Store, report: Report, tally: Tally) {
  try {
    await loadFile(onDisk(path), file, into, report, tally);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    tally.unusable = error.message;
    report.unusable(file.name, error.message);
  }
}
