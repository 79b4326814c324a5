import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";

/** What a run of scheduled work has done. */
export interface Run {
  readonly name: string;
  readonly items: number;
  readonly failed: boolean;
}

/** Counts runs that have ended; a run whose answer was lost may count twice. */
export const countRuns = (runs: readonly Run[], at: number) =>
  build.run(sql`
    insert into job_run (name, runs, failures, items, at)
    select value ->> 'name', 1, value ->> 'failed', value ->> 'items', ${at} from json_each(${JSON.stringify(runs)})
    where true
    on conflict (name) do update set runs = runs + 1, failures = failures + excluded.failures,
      items = items + excluded.items, at = excluded.at`);
