import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";

/** Something that waits for scheduled work, in the state in which it was found. */
export interface Due {
  readonly id: string;
  /** Names that state: the same work is never done twice, the next stage is another one. */
  readonly stage: string | number;
}

/** What is known to be due without looking into the database, as a job asks for it: after an id, so many at most. */
export const knownDue = (items: readonly Due[], after: string, most: number) =>
  build.all<Due>(sql`
    select value ->> 'id' as id, value ->> 'stage' as stage from json_each(${JSON.stringify(items)})
    where value ->> 'id' > ${after} order by 1 limit ${most}`);
