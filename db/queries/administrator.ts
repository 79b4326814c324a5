import { sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import type { Seat, SeatOrigin } from "#src/domain/seat.ts";
import type { Language } from "#src/i18n/languages.ts";
import { stepsUpOf, upwardOf } from "./organization.ts";

/** True of a seat of this alias that is held in fact; a nominated one is once the terms are accepted. */
export const isAccepted = (alias: string) => {
  const seat = sql.raw(alias);
  return sql`(${seat}.origin <> 'nomination' or ${seat}.terms_version is not null)`;
};

/** True of a seat of this alias that is in office, whoever holds it. */
export const isHeld = (alias: string) => sql`${sql.raw(alias)}.ended_at is null and ${isAccepted(alias)}`;

/** True of a seat `s` whose holder decides now. */
export const seatCounts = sql`${isHeld("s")}
  and exists (select 1 from person holder where holder.id = s.person_id and holder.disabled_at is null)`;

/** True when a person administers the organization or one above it, at the instant of the statement. */
export const administers = (personId: SQL | string, organizationId: SQL | OrganizationId) => sql`exists (
  with recursive ${upwardOf(organizationId)}
  select 1 from upward cross join seat s on s.organization_id = upward.id
  where s.person_id = ${personId} and ${seatCounts})`;

/** A seat in office or nominated, with its holder. */
export interface Administrator extends Seat {
  readonly seatId: SeatId;
  readonly organizationName: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  readonly origin: SeatOrigin;
  readonly termsVersion: string | null;
  readonly termsAcceptedAt: number | null;
  readonly createdAt: number;
  /** How many levels above: 0 is the organization itself. */
  readonly distance: number;
}

/** The seats of an organization and of all above it, nearest first, then in their order; nobody who is disabled. */
export const administratorsAt = (organizationId: SQL | OrganizationId) =>
  build.all<Administrator>(sql`with recursive ${stepsUpOf(organizationId)}
    select s.id as seat_id, s.organization_id, o.name as organization_name, s.person_id,
      p.name, p.email, p.language, s.position, s.origin, s.terms_version,
      s.terms_accepted_at, s.created_at, upward.distance
    from upward cross join seat s on s.organization_id = upward.id and s.ended_at is null
    join organization o on o.id = s.organization_id
    join person p on p.id = s.person_id and p.disabled_at is null
    order by upward.distance, s.position`);
