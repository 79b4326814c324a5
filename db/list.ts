import { sql } from "drizzle-orm";

/**
 * Words of the domain as a list in SQL, for behind `in`. They are written out, since the planner uses a partial index
 * only where it reads the words of its condition.
 */
export const listOf = <W extends string>(words: readonly W[]) =>
  sql.raw(`(${words.map((word) => `'${word}'`).join(", ")})`);
