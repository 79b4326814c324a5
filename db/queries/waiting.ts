import { type SQL, sql } from "drizzle-orm";
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
 * What `Waiting` counts, as columns of a selection, for the head of each page. A registration that is to be confirmed has a
 * page of its own that leads there.
 */
export const waitingColumns = (email: SQL, isAgent: SQL | boolean, now: number) => sql`
    (select count(*) from (
      select 1 from link where email = ${email} and purpose not in ('confirmAddress', 'changeAddress')
        and acted_at is null and replaced_at is null and expires_at > ${now} limit ${countedMost})) as tasks, ${
          isAgent === true
            ? openReviews
            : isAgent === false
              ? sql`null`
              : sql`case when ${isAgent} then ${openReviews} end`
        } as reviews`;
