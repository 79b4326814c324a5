import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseAddress } from "#db/client.ts";
import { type ImportFile, importFiles } from "./files.ts";
import { loadRows } from "./load.ts";
import { loadOrganizations } from "./organizations.ts";
import type { Report, Tally } from "./report.ts";
import { UnusableFile } from "./source.ts";
import { type Store, store } from "./store.ts";

/** The files of an import that the directory has. */
export const filesIn = (directory: string) =>
  importFiles.filter(({ name }) => existsSync(join(directory, name)));

/** Loads what the directory has into the database; safe to repeat and to interrupt. Tallies grow as it goes. */
export async function importDirectory(
  directory: string,
  address: DatabaseAddress,
  report: Report,
  tallies: Tally[] = [],
): Promise<Tally[]> {
  const into = store(address);
  for (const file of filesIn(directory)) {
    const tally: Tally = { file: file.name, loaded: 0, rejected: 0 };
    tallies.push(tally);
    await loadFile(join(directory, file.name), file, into, report, tally);
    if (tally.loaded) await into.outdateLists();
  }
  return tallies;
}

async function loadFile(path: string, file: ImportFile, into: Store, report: Report, tally: Tally) {
  try {
    await (file.table === "organization" ? loadOrganizations : loadRows)(path, file, into, report, tally);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    tally.unusable = error.message;
    report.unusable(file.name, error.message);
  }
}
