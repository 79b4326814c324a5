import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { organization } from "#db/schema/organization.ts";
import { seat } from "#db/schema/seat.ts";
import type { OrganizationId, PersonId, RegistrationId, SeatId } from "#src/domain/ids.ts";
import type { SeatOrigin } from "#src/domain/seat.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isAccepted, isHeld, seatCounts } from "./administrator.ts";
import type { Due } from "./due.ts";
import { upwardFrom, upwardOf } from "./organization.ts";
import { isNotErased } from "./person.ts";
import { liveTermsLink } from "./seat-terms.ts";

/**
 * Makes somebody the first administrator of an organization. No row changes when it, one above it, or one of
 * `alsoFree` has an administrator by then: the database decides a race (SECURITY.md 1). A nomination is none.
 */
export const claimSeat = (row: {
  id: SeatId;
  organizationId: OrganizationId;
  personId: PersonId;
  registrationId: RegistrationId;
  alsoFree: string;
  now: number;
}) =>
  build.run(sql`
    insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
    with recursive ${upwardFrom(sql`values (${row.organizationId}), (${row.alsoFree})`)}
    select ${row.id}, ${row.organizationId}, ${row.personId}, 1, 'claim', ${row.registrationId}, ${row.now}
    where not exists (select 1 from seat join upward on seat.organization_id = upward.id where seat.ended_at is null
      and ${isAccepted("seat")})
    on conflict do nothing`);

const columns = {
  id: seat.id,
  organizationId: seat.organizationId,
  organizationName: organization.name,
  city: organization.city,
  personId: seat.personId,
  position: seat.position,
  origin: seat.origin,
  termsVersion: seat.termsVersion,
  termsAcceptedAt: seat.termsAcceptedAt,
  createdAt: seat.createdAt,
  endedAt: seat.endedAt,
};

const seats = () =>
  build.select(columns).from(seat).innerJoin(organization, eq(organization.id, seat.organizationId));

export const seatsOfPerson = (personId: SQL) =>
  seats().where(and(eq(seat.personId, personId), isNull(seat.endedAt)));

/** The seats whose terms a link asks somebody to accept. */
export const seatsToAccept = (email: SQL, now: number) =>
  seats().where(
    and(
      sql`${seat.id} in (select subject_id from link where email = ${email} and purpose = 'acceptTerms'
        and acted_at is null and replaced_at is null and expires_at > ${now})`,
      isNull(seat.endedAt),
    ),
  );

/** The seat that a review gave. */
export const appointedBy = (reviewId: string) =>
  build.all<{ organizationId: OrganizationId; organizationName: string; name: string; email: string }>(sql`
    select s.organization_id, o.name as organization_name, p.name, p.email
    from seat s join organization o on o.id = s.organization_id join person p on p.id = s.person_id
    where s.person_id = (select person_id from review where id = ${reviewId})
      and s.origin = 'appointment' and s.origin_id = ${reviewId}`);

/** Gives somebody the last place on the list, as long as a condition holds; fails where that person is on it already. */
export const addSeat = (
  row: Pick<
    typeof seat.$inferInsert,
    "id" | "organizationId" | "personId" | "origin" | "originId" | "createdAt"
  >,
  right: SQL,
) =>
  build.run(sql`
    insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
    select ${row.id}, ${row.organizationId}, ${row.personId},
      (select coalesce(max(position), 0) + 1 from seat
        where organization_id = ${row.organizationId} and ended_at is null),
      ${row.origin}, ${row.originId}, ${row.createdAt} where ${right} and ${isNotErased(row.personId)}`);

/** The organization of a seat, for use inside of another statement. */
export const organizationOfSeat = (id: SQL | string) =>
  sql`(select organization_id from seat where id = ${id})`;

/** True when a seat does not decide, or somebody else decides at the organization or above it. */
export const seatMayEnd = (seatId: SeatId, organizationId: OrganizationId) => sql`(
  not exists (select 1 from seat s where s.id = ${seatId} and ${seatCounts})
  or exists (
    with recursive ${upwardOf(organizationId)}
    select 1 from upward cross join seat s on s.organization_id = upward.id
    where s.id <> ${seatId} and ${seatCounts}))`;

/** Ends a seat, as long as a condition holds, if one is given. */
export const endSeat = (id: SeatId, now: number, right?: SQL) =>
  build
    .update(seat)
    .set({ endedAt: now })
    .where(and(eq(seat.id, id), isNull(seat.endedAt), right));

/** A seat in office with its holder, and whether a link to accept its terms is out. */
export interface HeldSeat {
  readonly id: SeatId;
  readonly organizationId: OrganizationId;
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
  readonly nominatedByEmail: string | null;
  /** 1 or 0. */
  readonly asked: 0 | 1;
}

export const heldSeatById = (id: string) =>
  build.all<HeldSeat>(sql`
    select s.id, s.organization_id, o.name as organization_name, s.person_id,
      p.email, p.name, p.language, s.origin, s.terms_version, p.disabled_at,
      n.name as nominated_by, n.email as nominated_by_email,
      ${liveTermsLink} as asked
    from seat s join organization o on o.id = s.organization_id join person p on p.id = s.person_id
    left join person n on n.id = s.origin_id and s.origin = 'nomination'
    where s.id = ${id} and s.ended_at is null`);

/** Seats of people who cannot sign in any more; a nomination waits, since its end would tell whoever nominated a stranger. */
export const seatsOfDisabled = (_now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select s.id, 'end' as stage from person p cross join seat s on s.person_id = p.id and ${isHeld("s")}
    where p.disabled_at is not null and s.id > ${after} order by s.id limit ${most}`);
