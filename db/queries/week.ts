import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import { review } from "#src/domain/review.ts";
import type { DecidedBy, Period, Way } from "#src/domain/week.ts";

/** From `start` until `now`, in two halves that meet at `middle`. */
export interface Fortnight {
  readonly start: number;
  readonly middle: number;
  readonly now: number;
}

const within = (at: SQL, { start, now }: Fortnight) => sql`${at} >= ${start} and ${at} < ${now}`;
const half = (at: SQL, { middle }: Fortnight) => sql`iif(${at} >= ${middle}, 'last', 'before')`;

/** How many began to register in each half, by where they stand now; a draft of after `left` may still go on. */
export const waysOf = (when: Fortnight, left: number) =>
  build.all<{ period: Period; way: Way; many: number }>(sql`
    select ${half(sql`r.created_at`, when)} as period,
      case r.state
        when 'administrator' then iif(exists (
          select 1 from review v where v.subject_id = r.id and v.state = 'appointed'), 'appointed', 'claimed')
        when 'granted' then 'granted'
        when 'requested' then 'administrator'
        when 'underReview' then 'agent'
        when 'withdrawn' then 'withdrawn'
        when 'draft' then case
          when r.changed_at >= ${left} then 'underWay'
          when json_extract(r.answers, '$.organizationId') is null then 'choosing'
          else 'mail' end
        else 'refused' end as way,
      count(*) as many
    from registration r where ${within(sql`r.created_at`, when)} group by 1, 2`);

/** How many signed in for the first time in each half and have neither begun to register nor been let in; agents left out. */
export const onlySignedIn = (when: Fortnight, agents: readonly string[]) =>
  build.all<{ period: Period; many: number }>(sql`
    select ${half(sql`p.created_at`, when)} as period, count(*) as many from person p
    where ${within(sql`p.created_at`, when)} and p.email_verified and p.erased_at is null
      and p.email not in (select value from json_each(${JSON.stringify(agents)}))
      and not exists (select 1 from registration r where r.person_id = p.id)
      and not exists (select 1 from role h where h.person_id = p.id)
    group by 1`);

/** How many were given a first role in each half by others, and have never registered. */
export const letInByOthers = (when: Fortnight) =>
  build.all<{ period: Period; many: number }>(sql`
    select period, count(*) as many from (
      select ${half(sql`min(h.created_at)`, when)} as period from role h
      where ${within(sql`h.created_at`, when)}
        and not exists (select 1 from role o where o.person_id = h.person_id and o.created_at < ${when.start})
        and not exists (select 1 from registration r where r.person_id = h.person_id)
      group by h.person_id)
    group by period`);

/** Of those who began in both halves: how long decisions took, in milliseconds, and what still waits, since when. */
export const waitsOf = (when: Fortnight) =>
  build.all<{
    by: DecidedBy;
    decided: number;
    half: number | null;
    longest: number | null;
    waiting: number;
    since: number | null;
  }>(sql`
    select by, count(wait) as decided, max(wait) as longest,
      min(iif(2 * place >= count, wait, null)) as half,
      count(*) - count(wait) as waiting, min(iif(wait is null, created_at, null)) as since
    from (
      select by, created_at, wait,
        iif(wait is null, null, row_number() over (partition by by, wait is null order by wait)) as place,
        count(wait) over (partition by by) as count
      from (
        select 'administrator' as by, q.created_at, q.decided_at - q.created_at as wait
        from registration r cross join access_request q on q.registration_id = r.id
        where ${within(sql`r.created_at`, when)}
          and (q.state in ('approved', 'denied') or q.state in ${listOf(accessRequest.open)})
        union all
        select 'agent', v.created_at, v.decided_at - v.created_at
        from registration r cross join review v on v.subject_id = r.id
        where ${within(sql`r.created_at`, when)}
          and (v.state in ('appointed', 'refused') or v.state in ${listOf(review.open)})))
    group by by`);
