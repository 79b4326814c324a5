import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { openReview } from "./review.ts";

/** How many of what waits are counted: a head that says more than two digits tells nobody anything. */
const countedMost = 100;

/** How much waits for somebody, up to a hundred: tasks, and of an agent the open reviews; null for everybody else. */
export interface Waiting {
  readonly tasks: number;
  readonly reviews: number | null;
}

const openReviews = sql`(select count(*) from (select 1 from review where state in ${openReview} limit ${countedMost}))`;

/**
 * Counted for the head of each page. A registration that is to be confirmed has a page of its own that leads there.
 * `isAgent`: where that is known already.
 */
export const waitingFor = (email: SQL, agents: readonly string[], now: number, isAgent?: boolean) =>
  build.all<Waiting>(sql`
    select (select count(*) from (
        select 1 from link where email = ${email} and purpose not in ('confirmAddress', 'changeAddress')
          and acted_at is null and replaced_at is null and expires_at > ${now} limit ${countedMost})) as tasks, ${
            isAgent === undefined
              ? sql`case when ${email} in (select value from json_each(${JSON.stringify(agents)})) then ${openReviews} end`
              : isAgent
                ? openReviews
                : sql`null`
          } as reviews`);
