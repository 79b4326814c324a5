import { type SQL, sql } from "drizzle-orm";
import type { PersonId, ReviewId, SeatId } from "#src/domain/ids.ts";
import type { ReviewState } from "#src/domain/review.ts";
import { build } from "#db/builder.ts";

/** Gives somebody whom an agent appoints the next place on the list; no row changes when the person is disabled. */
export const appointSeat = (row: {
  id: SeatId;
  organizationId: string;
  personId: PersonId;
  reviewId: ReviewId;
  now: number;
}) =>
  build.run(sql`
    insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
    select ${row.id}, ${row.organizationId}, ${row.personId},
      (select coalesce(max(position), 0) + 1 from seat
        where organization_id = ${row.organizationId} and ended_at is null),
      'appointment', ${row.reviewId}, ${row.now}
    where exists (select 1 from person where id = ${row.personId} and disabled_at is null)`);

/** The seat that a review gave. */
export const appointedBy = (reviewId: string) =>
  build.all<{ organizationId: string; organizationName: string; name: string; email: string }>(sql`
    select s.organization_id as organizationId, o.name as organizationName, p.name, p.email
    from seat s join organization o on o.id = s.organization_id join person p on p.id = s.person_id
    where s.person_id = (select person_id from review where id = ${reviewId})
      and s.origin = 'appointment' and s.origin_id = ${reviewId}`);

export interface Vacancy {
  readonly id: ReviewId;
  readonly state: ReviewState;
  readonly organizationId: string | null;
}

/** Open cases of an organization that nobody administers, and of those below it. */
export const vacanciesBelow = (organizationId: SQL | string) =>
  build.all<Vacancy>(sql`with recursive below (id) as (
      select ${organizationId} union select o.id from below join organization o on o.parent_id = below.id)
    select v.id, v.state, v.organization_id as organizationId
    from below cross join review v on v.organization_id = below.id
    where v.kind = 'vacancy' and v.state in ('open', 'waiting')`);

/** The request that an appointment settles: of that registration, else of that person for that organization. */
export const requestSettledBy = (personId: SQL, registrationId: SQL, organizationId: SQL | string) => sql`(
  select id from access_request where requester_id = ${personId} and state in ('pending', 'waiting')
    and (registration_id = ${registrationId} or organization_id = ${organizationId})
  order by registration_id is ${registrationId} desc limit 1)`;
