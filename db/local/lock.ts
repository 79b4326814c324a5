import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What the process that runs the server of a directory tells the others. */
export type ServerRecord = { url: string; serverPid: number; ownerPid: number; purpose: string };

/**
 * Takes the directory for this process, or answers null when another process has it. The lock is SQLite's own on an
 * empty file: the operating system lets go of it when its holder dies, however it dies.
 */
export function takeDirectory(directory: string): { release: () => void } | null {
  const database = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return { release: () => database.close() };
  } catch {
    database.close();
    return null;
  }
}

const recordFile = (directory: string) => join(directory, "server.json");

export function readRecord(directory: string): ServerRecord | null {
  try {
    return JSON.parse(readFileSync(recordFile(directory), "utf8"));
  } catch {
    return null;
  }
}

export function writeRecord(directory: string, record: ServerRecord | null): void {
  writeFileSync(recordFile(directory), JSON.stringify(record), { mode: 0o600 });
}
