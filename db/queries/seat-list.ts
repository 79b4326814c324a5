import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { seat } from "#db/schema/seat.ts";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import type { SeatOrigin } from "#src/domain/seat.ts";
import type { Language } from "#src/i18n/languages.ts";
import { seatCounts } from "./administrator.ts";

/** A place on the list of an organization, with its holder. */
export interface ListedSeat {
  readonly seatId: SeatId;
  readonly organizationId: OrganizationId;
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
export const seatList = (organizationId: SQL | OrganizationId) =>
  build.all<ListedSeat>(sql`
    select s.id as seat_id, s.organization_id, s.person_id, p.name, p.email, p.language,
      p.disabled_at, s.position, s.origin, s.terms_version,
      s.terms_accepted_at, s.created_at, ${seatCounts} as counts
    from seat s join person p on p.id = s.person_id
    where s.organization_id = ${organizationId} and s.ended_at is null order by s.position`);

/** True as long as the list is the one that was read. */
export const listIsStill = (organizationId: OrganizationId, ids: readonly SeatId[]) => sql`(
  select coalesce(group_concat(id), '') from (
    select id from seat where organization_id = ${organizationId} and ended_at is null order by position)
  ) = ${ids.join()}`;

/**
 * Numbers the list of an organization anew. In two steps, since no two may have one position at any moment: first all
 * of them below zero.
 */
export const orderSeats = (organizationId: OrganizationId, ids: readonly SeatId[]) => {
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
