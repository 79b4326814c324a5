import { and, eq, isNull, or, sql, type SQL } from "drizzle-orm";
import type { PersonId, RegistrationId, SeatId } from "#src/domain/ids.ts";
import type { CustomerRole } from "#src/domain/role.ts";
import { build } from "#db/builder.ts";
import { organization } from "#db/schema/organization.ts";
import { role, seat } from "#db/schema/seat.ts";

/**
 * Makes somebody the first administrator of an organization. No row changes when it, one above it, or one of
 * `alsoFree` has an administrator by then: the database decides a race (SECURITY.md 1).
 */
export const claimSeat = (row: {
  id: SeatId;
  organizationId: string;
  personId: PersonId;
  registrationId: RegistrationId;
  alsoFree: string;
  now: number;
}) =>
  build.run(sql`
    insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
    with recursive upward (id) as (
      values (${row.organizationId}), (${row.alsoFree})
      union select o.parent_id from upward join organization o on o.id = upward.id where o.parent_id is not null)
    select ${row.id}, ${row.organizationId}, ${row.personId}, 1, 'claim', ${row.registrationId}, ${row.now}
    where not exists (select 1 from seat join upward on seat.organization_id = upward.id where seat.ended_at is null)
    on conflict do nothing`);

export const giveRole = (row: {
  id: string;
  organizationId: string;
  personId: PersonId;
  role: CustomerRole;
  originId: string;
  createdAt: number;
}) => build.insert(role).values(row).onConflictDoNothing();

/** Accepts terms for a seat unless this version was accepted already. */
export const acceptTerms = (id: SeatId, version: string, now: number) =>
  build
    .update(seat)
    .set({ termsVersion: version, termsAcceptedAt: now })
    .where(
      and(
        eq(seat.id, id),
        isNull(seat.endedAt),
        or(isNull(seat.termsVersion), sql`${seat.termsVersion} <> ${version}`),
      ),
    );

const columns = {
  id: seat.id,
  organizationId: seat.organizationId,
  organizationName: organization.name,
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

export const rolesOfPerson = (personId: SQL) =>
  build
    .select({ organizationId: role.organizationId, organizationName: organization.name, role: role.role })
    .from(role)
    .innerJoin(organization, eq(organization.id, role.organizationId))
    .where(and(eq(role.personId, personId), isNull(role.endedAt)));
