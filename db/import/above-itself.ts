import { sql } from "drizzle-orm";

/** So often the way up is doubled: a circle is found however long it is, and so is what hangs deeper than that below one. */
const doublings = 8;

const doubled = sql.raw(
  Array.from(
    { length: doublings },
    (_, at) => `stuck${at + 1} (id, above) as materialized (
      select one.id, other.above from stuck${at} one cross join stuck${at} other on other.id = one.above)`,
  ).join(", "),
);
const last = sql.raw(`stuck${doublings}`);

/**
 * True while none of some organizations, whose ids are a list as JSON, is above itself: files that come at once could each
 * give half of a circle. What is above them is looked at and nothing beside them; `stuck` is what no root is above. From
 * there one comes to a circle by going up often enough, and ever more often is reached by joining that with itself.
 */
export const noneAboveItself = (ids: string) => sql`(
  with recursive given (id) as materialized (select value from json_each(${ids})),
  upward (id, parent_id) as materialized (
    select o.id, o.parent_id from given cross join organization o on o.id = given.id
    union select o.id, o.parent_id from upward cross join organization o on o.id = upward.parent_id),
  reached (id) as materialized (
    select id from upward where parent_id is null
    union select u.id from reached cross join upward u on u.parent_id = reached.id),
  stuck0 (id, above) as materialized (
    select id, parent_id from upward where id not in (select id from reached)),
  ${doubled}
  select not exists (select 1 from ${last} where above in (select id from given)))`;
