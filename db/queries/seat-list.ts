import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { PersonId, SeatId } from "#src/domain/ids.ts";
import type { SeatOrigin } from "#src/domain/seat.ts";
import type { Language } from "#src/i18n/languages.ts";
import { build } from "#db/builder.ts";
import { seat } from "#db/schema/seat.ts";
import { seatCounts, upwardOf } from "./administrator.ts";

/** A place on the list of an organization, with its holder. */
export interface ListedSeat {
  readonly seatId: SeatId;
  readonly organizationId: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  readonly disabledAt: number | null;
  readonly position: number;
  readonly origin: SeatOrigin;
  readonly termsVersion: string | null;
  readonly termsAcceptedAt: number | null;
  readonly createdAt: number;
  /** It decides now: 1 or 0. */
  readonly counts: 0 | 1;
}

/** The list of an organization, in its order: nominees and the disabled too. */
export const seatList = (organizationId: SQL | string) =>
  build.all<ListedSeat>(sql`
    select s.id as seatId, s.organization_id as organizationId, s.person_id as personId, p.name, p.email, p.language,
      p.disabled_at as disabledAt, s.position, s.origin, s.terms_version as termsVersion,
      s.terms_accepted_at as termsAcceptedAt, s.created_at as createdAt, ${seatCounts} as counts
    from seat s join person p on p.id = s.person_id
    where s.organization_id = ${organizationId} and s.ended_at is null order by s.position`);

/** Puts a nominee last on the list, as long as a condition holds; fails where that person is on it already. */
export const addNominee = (
  row: { id: SeatId; organizationId: string; personId: PersonId; nominatedBy: PersonId; now: number },
  right: SQL,
) =>
  build.run(sql`
    insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
    select ${row.id}, ${row.organizationId}, ${row.personId},
      (select coalesce(max(position), 0) + 1 from seat
        where organization_id = ${row.organizationId} and ended_at is null),
      'nomination', ${row.nominatedBy}, ${row.now} where ${right}`);

/** True as long as the list is the one that was read. */
export const listIsStill = (organizationId: string, ids: readonly SeatId[]) => sql`(
  select coalesce(group_concat(id), '') from (
    select id from seat where organization_id = ${organizationId} and ended_at is null order by position)
  ) = ${ids.join()}`;

/**
 * Numbers the list of an organization anew. In two steps, since no two may have one position at any moment: first all
 * of them below zero.
 */
export const orderSeats = (organizationId: string, ids: readonly SeatId[]) => {
  const live = and(eq(seat.organizationId, organizationId), isNull(seat.endedAt));
  const places = sql.join(
    ids.map((id, index) => sql`when ${id} then ${index + 1}`),
    sql` `,
  );
  return [
    build
      .update(seat)
      .set({ position: sql`-${seat.position}` })
      .where(live),
    build
      .update(seat)
      .set({ position: sql`case ${seat.id} ${places} else ${seat.position} end` })
      .where(live),
  ] as const;
};

/** True when a seat does not decide, or somebody else decides at the organization or above it. */
export const seatMayEnd = (seatId: SeatId, organizationId: string) => sql`(
  not exists (select 1 from seat s where s.id = ${seatId} and ${seatCounts})
  or exists (
    with recursive ${upwardOf(organizationId)}
    select 1 from upward cross join seat s on s.organization_id = upward.id
    where s.id <> ${seatId} and ${seatCounts}))`;

/** Ends a seat, as long as a condition holds. */
export const endSeat = (id: SeatId, now: number, right: SQL) =>
  build
    .update(seat)
    .set({ endedAt: now })
    .where(and(eq(seat.id, id), isNull(seat.endedAt), right));

const vacancy = (organizationId: string) => sql`
  select id from review
  where kind = 'vacancy' and subject_id = ${organizationId} and state in ('open', 'waiting')`;

/** The open case of an organization that nobody administers. */
export const openVacancy = (organizationId: string) => build.all<{ id: string }>(vacancy(organizationId));

export const vacancyIsOpen = (organizationId: string) => sql`exists (${vacancy(organizationId)})`;

/** A seat whose terms are to be accepted, with its holder's roles there. */
export interface SeatToAccept {
  readonly id: SeatId;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly personId: PersonId;
  readonly origin: SeatOrigin;
  readonly termsVersion: string | null;
  readonly endedAt: number | null;
  /** Who nominated the holder, if anybody did. */
  readonly nominatedBy: string | null;
  /** The holder is Customer Administrator there already: 1 or 0. */
  readonly hasRole: 0 | 1;
}

export const seatToAccept = (id: SQL) =>
  build.all<SeatToAccept>(sql`
    select s.id, s.organization_id as organizationId, o.name as organizationName, s.person_id as personId, s.origin,
      s.terms_version as termsVersion, s.ended_at as endedAt,
      (select name from person where id = s.origin_id and s.origin = 'nomination') as nominatedBy,
      exists (select 1 from role g where g.organization_id = s.organization_id and g.person_id = s.person_id
        and g.role = 'customer-administrator' and g.ended_at is null) as hasRole
    from seat s join organization o on o.id = s.organization_id where s.id = ${id}`);
