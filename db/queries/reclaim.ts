import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { mover } from "#db/move.ts";
import { reclaim } from "#db/schema/reclaim.ts";
import type { OrganizationId, PersonId, ReclaimId, RegistrationId, ReviewId } from "#src/domain/ids.ts";
import { reclaim as lifecycle, type ReclaimState } from "#src/domain/reclaim.ts";
import type { ReviewState } from "#src/domain/review.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";
import { upwardOf } from "./organization.ts";

export const addReclaim = (row: typeof reclaim.$inferInsert) => build.insert(reclaim).values(row);

/** Moves a reclaim on by an event, from the state in which it was read. */
export const moveReclaim = mover(reclaim, lifecycle);

/** The states in which its administrators may object to a reclaim. */
export const openReclaim = listOf(lifecycle.open);

/** A reclaim with its claimant, its place, whoever objected and its review. */
export interface ReclaimRow {
  readonly id: ReclaimId;
  readonly state: ReclaimState;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly registrationId: RegistrationId;
  readonly comment: string | null;
  readonly objection: string | null;
  readonly objectedBy: PersonId | null;
  readonly objectedByName: string | null;
  readonly objectUntil: number;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly claimantId: PersonId;
  readonly claimantName: string;
  readonly claimantEmail: string;
  readonly claimantCompany: string | null;
  readonly claimantLanguage: Language | null;
  readonly reviewId: ReviewId | null;
  readonly reviewState: ReviewState | null;
  readonly reviewDueAt: number | null;
  /** What the agent said who refused. */
  readonly reviewComment: string | null;
}

const reclaimsWhere = (condition: SQL) =>
  build.all<ReclaimRow>(sql`
    select c.id, c.state, c.organization_id, o.name as organization_name,
      c.registration_id, c.comment, c.objection, c.objected_by, b.name as objected_by_name,
      c.object_until, c.created_at, c.changed_at,
      c.claimant_id, p.name as claimant_name, p.email as claimant_email, p.company as claimant_company,
      p.language as claimant_language, v.id as review_id, v.state as review_state, v.due_at as review_due_at,
      v.comment as review_comment
    from reclaim c
    join organization o on o.id = c.organization_id
    join person p on p.id = c.claimant_id
    left join person b on b.id = c.objected_by
    left join review v on v.subject_id = c.id and v.kind = 'reclaim'
    where ${condition} order by c.created_at desc limit 1`);

export const reclaimById = (id: SQL | string) => reclaimsWhere(sql`c.id = ${id}`);

/** The last reclaim of a registration. */
export const reclaimOfRegistration = (registrationId: SQL) =>
  reclaimsWhere(sql`c.registration_id = ${registrationId}`);

/** What a person has claimed since then, the latest first. */
export const claimedSince = (personId: SQL, since: number) =>
  build.all<{ organizationId: OrganizationId; at: number }>(sql`
    select organization_id, created_at as at from reclaim
    where claimant_id = ${personId} and created_at > ${since} order by created_at desc`);

/** The open reclaims of an organization and of all above it. */
export const openReclaimsAbove = (organizationId: SQL) =>
  build.all<{ organizationId: OrganizationId; objectUntil: number }>(sql`
    with recursive ${upwardOf(organizationId)}
    select c.organization_id, c.object_until
    from upward cross join reclaim c on c.organization_id = upward.id
    where c.state in ${openReclaim}`);

/** The claims to which an address may object. */
export const reclaimsToldTo = (email: SQL) =>
  build.all<{ id: ReclaimId; organizationName: string; claimantName: string }>(sql`
    select c.id, o.name as organization_name, p.name as claimant_name
    from link l join reclaim c on c.id = l.subject_id
    join organization o on o.id = c.organization_id join person p on p.id = c.claimant_id
    where l.email = ${email} and l.purpose = 'objectToReclaim' and l.replaced_at is null and l.acted_at is null
      and c.state in ${openReclaim}`);

/** Reclaims to which nobody has objected in time. */
export const reclaimsToReview = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select id, 'lapse' as stage from reclaim
    where state = 'announced' and object_until <= ${now} and id > ${after} order by id limit ${most}`);

/** The organization that is claimed, for use inside of another statement. */
export const organizationOfReclaim = (id: SQL) => sql`(select organization_id from reclaim where id = ${id})`;
