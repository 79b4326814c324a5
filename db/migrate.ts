import { fileURLToPath } from "node:url";
import { createClient } from "@libsql/client/web";
import { migrate as migrateWith } from "drizzle-orm/libsql/migrator";
import { drizzle } from "drizzle-orm/libsql/web";
import type { DatabaseAddress } from "./client.ts";

const migrationsFolder = fileURLToPath(new URL("migrations", import.meta.url));

/** Applies the migrations that the database has not seen. */
export async function migrate({ url, authToken }: DatabaseAddress): Promise<void> {
  const client = createClient({ url, ...(authToken && { authToken }) });
  await migrateWith(drizzle({ client }), { migrationsFolder });
}

if (import.meta.main) {
  const { withConfiguredDatabase } = await import("./configured.ts");
  await withConfiguredDatabase(async (database) => {
    await migrate(database);
    console.log("The database is up to date.");
  });
}
