import { eq } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { apiKey } from "#db/schema/api-key.ts";
import { lastLoad } from "#db/schema/last-load.ts";

/** Keeps that a file was loaded, in place of what was kept of it before. */
export const noteLoad = (row: typeof lastLoad.$inferInsert) =>
  build.insert(lastLoad).values(row).onConflictDoUpdate({ target: lastLoad.file, set: row });

/** When each file was loaded last; `by`: the system that sent it, null: the command. */
export const lastLoads = () =>
  build
    .select({
      file: lastLoad.file,
      at: lastLoad.at,
      by: apiKey.name,
      loaded: lastLoad.loaded,
      rejected: lastLoad.rejected,
    })
    .from(lastLoad)
    .leftJoin(apiKey, eq(apiKey.id, lastLoad.keyId))
    .orderBy(lastLoad.file);
