import { and, eq, isNull, or, sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { seat } from "#db/schema/seat.ts";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import { terms } from "#src/domain/limits.ts";
import type { SeatOrigin } from "#src/domain/seat.ts";
import type { Due } from "./due.ts";

export const liveTermsLink = sql`exists (select 1 from link where subject_id = s.id and purpose = 'acceptTerms'
  and replaced_at is null and acted_at is null)`;

/** Seats whose holders have not accepted the terms in the version in force, and have no link to do so. */
export const seatsOwingTerms = (_now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select s.id, ${terms.version} || '.' || (select count(*) from link
        where subject_id = s.id and purpose = 'acceptTerms') as stage
    from (${sql.join(
      ["is null", "<", ">"].map(
        (than) => sql`
        select * from seat where ended_at is null
          and terms_version ${than === "is null" ? sql`is null` : sql`${sql.raw(than)} ${terms.version}`}`,
      ),
      sql` union all `,
    )}) s cross join person p on p.id = s.person_id and p.disabled_at is null
    where not ${liveTermsLink} and +s.id > ${after} order by s.id limit ${most}`);

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

/** A seat whose terms are to be accepted, with its holder's roles there. */
export interface SeatToAccept {
  readonly id: SeatId;
  readonly organizationId: OrganizationId;
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
    select s.id, s.organization_id, o.name as organization_name, s.person_id, s.origin,
      s.terms_version, s.ended_at,
      (select name from person where id = s.origin_id and s.origin = 'nomination') as nominated_by,
      exists (select 1 from role g where g.organization_id = s.organization_id and g.person_id = s.person_id
        and g.role = 'customer-administrator' and g.ended_at is null) as has_role
    from seat s join organization o on o.id = s.organization_id where s.id = ${id}`);
