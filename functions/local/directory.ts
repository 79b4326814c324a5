import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseAddress } from "#db/client.ts";
import { isBare, migrate } from "#db/migrate.ts";

/**
 * Brings the database of a directory up to date. Refuses one without tables where there were some: its file was emptied or
 * lost, and a new world in its place would be taken for the old one.
 */
export async function migrateDirectory(directory: string, database: DatabaseAddress): Promise<void> {
  const mark = join(directory, "migrated");
  if (existsSync(mark) && (await isBare(database)))
    throw new Error(
      `The database in ${directory} is empty, though a portal has run on it. Name an empty directory by PORTAL_DB and put the last ` +
        `backup into it: npm run restore -- FILE. To begin anew, remove ${directory}.`,
    );
  await migrate(database);
  writeFileSync(mark, "");
}
