import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { isIn } from "./access-request-list.ts";
import { undecided } from "./access-request.ts";
import { heldIn } from "./people.ts";
import type { Realm } from "./right.ts";

/** How much there is in a place: whoever holds something there or above it, and what waits there or below it. */
export interface PlaceFigures {
  readonly people: number;
  readonly requests: number;
  /** Since when the oldest request waits. */
  readonly oldest: number | null;
}

/** Of people and of requests as far as each is meant. */
export const figuresOf = (people: Realm, requests: Realm = people) =>
  build.all<PlaceFigures>(sql`
    select (${heldIn(people, sql`count(distinct person_id)`)}) as people, requests, oldest
    from (select count(*) as requests, min(a.created_at) as oldest from access_request a
      where ${isIn(requests)} and a.state in ${undecided})`);
