import { fileURLToPath } from "node:url";
import { type Client, createClient } from "@libsql/client/web";
import { migrate as migrateWith } from "drizzle-orm/libsql/migrator";
import { drizzle } from "drizzle-orm/libsql/web";
import type { DatabaseAddress } from "./client.ts";
import journal from "./migrations/meta/_journal.json" with { type: "json" };

const migrationsFolder = fileURLToPath(new URL("migrations", import.meta.url));

/** The instant of the last migration of a database; 0 for one without tables. */
async function lastMigration(client: Client): Promise<number> {
  const table = await client.execute("select 1 from sqlite_schema where name = '__drizzle_migrations'");
  if (!table.rows.length) return 0;
  const { rows } = await client.execute("select max(created_at) as at from __drizzle_migrations");
  return Number(rows[0]!["at"] ?? 0);
}

/** True of a database that has never been migrated. */
export const isBare = async ({ url, authToken }: DatabaseAddress) =>
  (await lastMigration(createClient({ url, ...(authToken && { authToken }) }))) === 0;

/** How many migrations a database has not seen. */
export async function pendingMigrations({ url, authToken }: DatabaseAddress): Promise<number> {
  const last = await lastMigration(createClient({ url, ...(authToken && { authToken }) }));
  return journal.entries.filter(({ when }) => when > last).length;
}

/**
 * Applies the migrations that the database has not seen; where somebody else does so at the same time, one of both. Refuses a
 * database of a later version of the portal.
 */
export async function migrate({ url, authToken }: DatabaseAddress): Promise<void> {
  const client = createClient({ url, ...(authToken && { authToken }) });
  if ((await lastMigration(client)) > journal.entries.at(-1)!.when)
    throw new Error(
      "The database is of a later version of the portal than this one: start that version, or restore a backup from before.",
    );
  try {
    await migrateWith(drizzle({ client }), { migrationsFolder });
  } catch (error) {
    if (await pendingMigrations({ url, ...(authToken && { authToken }) })) throw error;
  }
}

if (import.meta.main) {
  const { withConfiguredDatabase } = await import("./configured.ts");
  await withConfiguredDatabase(async (database) => {
    await migrate(database);
    console.log("The database is up to date.");
  });
}
