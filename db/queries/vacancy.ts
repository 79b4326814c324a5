import { type SQL, sql } from "drizzle-orm";
import type { PersonId, ReviewId, SeatId } from "#src/domain/ids.ts";
import { terms } from "#src/domain/limits.ts";
import type { ReviewState } from "#src/domain/review.ts";
import type { SeatOrigin } from "#src/domain/seat.ts";
import type { Language } from "#src/i18n/languages.ts";
import { build } from "#db/builder.ts";
import { seatCounts, upwardOf } from "./administrator.ts";

interface Found {
  id: string;
  stage: string;
}

/** Seats of people who cannot sign in any more. */
export const seatsOfDisabled = (_now: number, after: string, most: number) =>
  build.all<Found>(sql`
    select s.id, 'end' as stage from person p join seat s on s.person_id = p.id and s.ended_at is null
    where p.disabled_at is not null and s.id > ${after} order by s.id limit ${most}`);

const liveTermsLink = sql`exists (select 1 from link where subject_id = s.id and purpose = 'acceptTerms'
  and replaced_at is null and acted_at is null)`;

/** Seats whose holders have not accepted the terms in the version in force, and have no link to do so. */
export const seatsOwingTerms = (_now: number, after: string, most: number) =>
  build.all<Found>(sql`
    select s.id, ${terms.version} || '.' || (select count(*) from link
        where subject_id = s.id and purpose = 'acceptTerms') as stage
    from seat s join person p on p.id = s.person_id and p.disabled_at is null
    where s.ended_at is null and s.terms_version is not ${terms.version} and not ${liveTermsLink}
      and s.id > ${after} order by s.id limit ${most}`);

/** A seat in office with its holder, and whether a link to accept its terms is out. */
export interface HeldSeat {
  readonly id: SeatId;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly personId: PersonId;
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  readonly origin: SeatOrigin;
  readonly termsVersion: string | null;
  readonly disabledAt: number | null;
  /** Who nominated the holder, if anybody did. */
  readonly nominatedBy: string | null;
  /** 1 or 0. */
  readonly asked: 0 | 1;
}

export const heldSeatById = (id: string) =>
  build.all<HeldSeat>(sql`
    select s.id, s.organization_id as organizationId, o.name as organizationName, s.person_id as personId,
      p.email, p.name, p.language, s.origin, s.terms_version as termsVersion, p.disabled_at as disabledAt,
      (select name from person where id = s.origin_id and s.origin = 'nomination') as nominatedBy,
      ${liveTermsLink} as asked
    from seat s join organization o on o.id = s.organization_id join person p on p.id = s.person_id
    where s.id = ${id} and s.ended_at is null`);

/** True of a person who cannot sign in any more, at the instant of the statement. */
export const isDisabled = (personId: PersonId) =>
  sql`exists (select 1 from person where id = ${personId} and disabled_at is not null)`;

const administered = (id: SQL) =>
  sql`exists (select 1 from seat s where s.organization_id = ${id} and ${seatCounts})`;

/** True when nobody decides at an organization or above it, at the instant of the statement. */
export const nobodyAdministers = (organizationId: string) => sql`not exists (
  with recursive ${upwardOf(organizationId)}
  select 1 from upward where ${administered(sql`upward.id`)})`;

/** A case whose end can bring an administrator. */
const cased = (id: SQL) => sql`exists (select 1 from review v where v.organization_id = ${id}
  and v.kind in ('vacancy', 'registration', 'reclaim') and v.state in ('open', 'waiting'))`;

/**
 * Organizations with people, the topmost of each tree, that nobody administers and nobody looks at: upward from those
 * with people as far as nobody decides, then down again from where that led to the top.
 */
export const vacantOrganizations = (_now: number, after: string, most: number) =>
  build.all<Found>(sql`with recursive
    people (id) as (
      select organization_id from role g join person p on p.id = g.person_id and p.disabled_at is null
      where g.ended_at is null and g.organization_id is not null
      union select organization_id from seat s join person p on p.id = s.person_id and p.disabled_at is null
      where s.ended_at is null),
    exposed (id, parent_id) as (
      select o.id, o.parent_id from people cross join organization o on o.id = people.id
      where not ${administered(sql`o.id`)} and not ${cased(sql`o.id`)}
      union select o.id, o.parent_id from exposed cross join organization o on o.id = exposed.parent_id
      where not ${administered(sql`o.id`)} and not ${cased(sql`o.id`)}),
    vacant (id, has_people) as (
      select id, id in (select id from people) from exposed where parent_id is null
      union select exposed.id, exposed.id in (select id from people)
      from vacant join exposed on exposed.parent_id = vacant.id where not vacant.has_people)
    select vacant.id, (select count(*) from review where kind = 'vacancy' and subject_id = vacant.id) as stage
    from vacant where vacant.has_people and vacant.id > ${after} order by vacant.id limit ${most}`);

/** Vacancies in the agents' queue that somebody has filled. */
export const filledVacancies = (_now: number, after: string, most: number) =>
  build.all<Found>(sql`
    select v.id, 'filled' as stage from review v
    where v.kind = 'vacancy' and v.state in ('open', 'waiting') and v.id > ${after} and exists (
      with recursive upward (id) as (
        select v.organization_id
        union select o.parent_id from upward join organization o on o.id = upward.id where o.parent_id is not null)
      select 1 from upward where ${administered(sql`upward.id`)})
    order by v.id limit ${most}`);

/** What is open about an organization or above it that can bring an administrator. */
export const casesAbove = (organizationId: string) =>
  build.all<{ id: string }>(sql`with recursive upward (id) as (
      select ${organizationId}
      union select o.parent_id from upward join organization o on o.id = upward.id where o.parent_id is not null)
    select id from upward where ${cased(sql`upward.id`)}`);

export const vacancyById = (id: string) =>
  build.all<{ id: ReviewId; state: ReviewState; organizationId: string }>(sql`
    select id, state, organization_id as organizationId from review where id = ${id} and kind = 'vacancy'`);
