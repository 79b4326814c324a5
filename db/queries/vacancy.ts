import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import type { OrganizationId, ReviewId } from "#src/domain/ids.ts";
import { appointingKinds, type ReviewState } from "#src/domain/review.ts";
import { seatCounts } from "./administrator.ts";
import type { Due } from "./due.ts";
import { downwardFrom, upwardFrom, upwardOf } from "./organization.ts";
import { openReview } from "./review.ts";

const administered = (id: SQL) =>
  sql`exists (select 1 from seat s where s.organization_id = ${id} and ${seatCounts})`;

/** True when somebody decides at an organization or above it, at the instant of the statement. */
export const somebodyAdministers = (organizationId: SQL | OrganizationId) => sql`exists (
  with recursive ${upwardOf(organizationId)}
  select 1 from upward where ${administered(sql`upward.id`)})`;

/** True when nobody does. */
export const nobodyAdministers = (organizationId: SQL | OrganizationId) =>
  sql`not ${somebodyAdministers(organizationId)}`;

/** A case whose end can bring an administrator. */
const cased = (id: SQL) => sql`exists (select 1 from review v where v.organization_id = ${id}
  and v.kind in ${listOf(appointingKinds)} and v.state in ${openReview})`;

/**
 * Organizations with people, the topmost of each tree, that nobody administers and nobody looks at: upward from those
 * with people as far as nobody decides, then down again from where that led to the top. Only of trees in which it may have
 * changed who decides.
 */
const vacant = sql`with recursive
    ${upwardFrom(sql`select organization_id from deciders_changed where organization_id is not null`, "above")},
    ${downwardFrom(sql`select o.id from above cross join organization o on o.id = above.id where o.parent_id is null`)},
    people (id) as (
      select below.id from below where exists (
        select 1 from role g cross join person p on p.id = g.person_id and p.disabled_at is null
        where g.organization_id = below.id and g.ended_at is null
        union all select 1 from seat s cross join person p on p.id = s.person_id and p.disabled_at is null
        where s.organization_id = below.id and s.ended_at is null)),
    exposed (id, parent_id) as (
      select o.id, o.parent_id from people cross join organization o on o.id = people.id
      where not ${administered(sql`o.id`)} and not ${cased(sql`o.id`)}
      union select o.id, o.parent_id from exposed cross join organization o on o.id = exposed.parent_id
      where not ${administered(sql`o.id`)} and not ${cased(sql`o.id`)}),
    vacant (id, has_people) as (
      select id, id in (select id from people) from exposed where parent_id is null
      union select exposed.id, exposed.id in (select id from people)
      from vacant join exposed on exposed.parent_id = vacant.id where not vacant.has_people)`;

export const vacantOrganizations = (_now: number, after: string, most: number) =>
  build.all<Due>(sql`${vacant}
    select vacant.id, (select count(*) from review where kind = 'vacancy' and subject_id = vacant.id) as stage
    from vacant where vacant.has_people and vacant.id > ${after} order by vacant.id limit ${most}`);

/** Nominations that wait where nobody decides any more. */
export const nominationsOfNobody = (_now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select s.id, 'unanswered' as stage from seat s
    where s.ended_at is null and s.terms_version is null and +s.origin = 'nomination' and +s.id > ${after}
      and ${nobodyAdministers(sql`s.organization_id`)}
    order by s.id limit ${most}`);

/** True when some organization is vacant, at the instant of the statement. */
export const someVacant = sql`exists (${vacant} select 1 from vacant where has_people)`;

/** Vacancies in the agents' queue that somebody has filled. */
export const filledVacancies = (_now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select v.id, 'filled' as stage from review v
    where v.kind = 'vacancy' and v.state in ${openReview} and v.id > ${after}
      and ${somebodyAdministers(sql`v.organization_id`)}
    order by v.id limit ${most}`);

/** What is open about an organization or above it that can bring an administrator. */
export const casesAbove = (organizationId: OrganizationId) =>
  build.all<{ id: string }>(sql`with recursive ${upwardOf(organizationId)}
    select id from upward where ${cased(sql`upward.id`)}`);

export const vacancyById = (id: string) =>
  build.all<{ id: ReviewId; state: ReviewState; organizationId: OrganizationId }>(sql`
    select id, state, organization_id from review where id = ${id} and kind = 'vacancy'`);

const vacancy = (organizationId: OrganizationId) => sql`
  select id from review
  where kind = 'vacancy' and subject_id = ${organizationId} and state in ${openReview}`;

/** The open case of an organization that nobody administers. */
export const openVacancy = (organizationId: OrganizationId) =>
  build.all<{ id: string }>(vacancy(organizationId));

export const vacancyIsOpen = (organizationId: OrganizationId) => sql`exists (${vacancy(organizationId)})`;

export interface Vacancy {
  readonly id: ReviewId;
  readonly state: ReviewState;
  readonly organizationId: OrganizationId | null;
}

/** Open cases of an organization that nobody administers, and of those below it. */
export const vacanciesBelow = (organizationId: SQL | OrganizationId) =>
  build.all<Vacancy>(sql`with recursive ${downwardFrom(sql`select ${organizationId}`)}
    select v.id, v.state, v.organization_id
    from below cross join review v on v.organization_id = below.id
    where v.kind = 'vacancy' and v.state in ${openReview}`);
