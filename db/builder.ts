import type { Client } from "@libsql/client/web";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/libsql/web";

export const casing = "snake_case" as const;

/** Builds statements; it has no connection. `db/client.ts` carries them out. */
export const build = drizzle({ client: {} as Client, casing });

/** A statement that was built and not yet carried out. */
export type Statement = BatchItem<"sqlite">;

/** What a statement gives back when it is carried out. */
export type Result<S extends Statement> = S["_"]["result"];

/** How conditions that queries give are put together. */
export { and, not, or, type SQL } from "drizzle-orm";
