import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { type AccessRequestState } from "#src/domain/access-request.ts";
import type { AccessRequestId, OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import type { Holding } from "#src/domain/policy.ts";
import type { ReviewKind, ReviewState } from "#src/domain/review.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isAccepted } from "./administrator.ts";
import { openReview } from "./review.ts";

/** Where a page goes on: behind this instant and id. */
export interface After {
  readonly at: number;
  readonly id: string;
}

/** Somebody as the provider's systems read of them: as its tools are told of changed access. */
export interface PersonOf {
  readonly id: PersonId;
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  readonly disabledAt: number | null;
  /** JSON: a list of what is held, each with the instant since when. */
  readonly roles: string;
}

/** Whether there is such an organization. */
export const organizationExists = (id: OrganizationId) =>
  build.all<{ id: OrganizationId }>(sql`select id from organization where id = ${id}`);

const seatsIn = (id: OrganizationId) => sql`seat s where s.organization_id = ${id} and s.ended_at is null`;
const rolesIn = (id: OrganizationId) => sql`role g where g.organization_id = ${id} and g.ended_at is null`;

/** Who holds something in the very organization, with all that is held there, by id. */
export const peopleOf = (id: OrganizationId, after: string, most: number) =>
  build.all<PersonOf>(sql`
    select p.id, p.email, p.name, p.language, p.disabled_at,
      (select json_group_array(json_object('role', holds, 'since', since)) from (
        select iif(${isAccepted("s")}, 'delegated-administrator', 'nominee') as holds, s.created_at as since
        from ${seatsIn(id)} and s.person_id = p.id
        union all select g.role, g.created_at from ${rolesIn(id)} and g.person_id = p.id
        order by 2, 1)) as roles
    from person p where p.id > ${after} and p.id in (
      select s.person_id from ${seatsIn(id)} union select g.person_id from ${rolesIn(id)})
    order by p.id limit ${most}`);

export type Held = Holding | "nominee";

export interface RequestOf {
  readonly id: AccessRequestId;
  readonly state: AccessRequestState;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly role: Holding | null;
  readonly contractNumber: string | null;
  readonly requesterId: PersonId;
  readonly email: string;
  readonly name: string;
}

/** Requests for access to the very organization, in some states, the newest first. */
export const requestsOf = (
  id: OrganizationId,
  states: readonly AccessRequestState[],
  after: After | null,
  most: number,
) =>
  build.all<RequestOf>(sql`
    select a.id, a.state, a.created_at, a.decided_at, a.role, a.contract_number,
      p.id as requester_id, p.email, p.name
    from access_request a join person p on p.id = a.requester_id
    where a.organization_id = ${id} and a.state in ${listOf(states)}
      ${after ? sql`and (a.created_at, a.id) < (${after.at}, ${after.id})` : sql``}
    order by a.created_at desc, a.id desc limit ${most}`);

/** A case as a system reads of it. */
export interface CaseOf {
  readonly id: ReviewId;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly organizationId: OrganizationId | null;
  readonly organization: string | null;
  /** JSON: why an agent looks. */
  readonly reasons: string;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly decidedAt: number | null;
  readonly personId: PersonId | null;
  readonly email: string | null;
  readonly name: string | null;
}

const caseWhere = (condition: SQL, most: number) =>
  build.all<CaseOf>(sql`
    select v.id, v.kind, v.state, v.organization_id, o.name as organization, v.reasons, v.created_at, v.due_at,
      v.decided_at, p.id as person_id, p.email, p.name
    from review v left join person p on p.id = v.person_id left join organization o on o.id = v.organization_id
    where ${condition} order by v.due_at, v.id limit ${most}`);

/** The cases that are open, by when they are due. */
export const casesWaiting = (after: After | null, most: number) =>
  caseWhere(
    sql`v.state in ${openReview} ${after ? sql`and (v.due_at, v.id) > (${after.at}, ${after.id})` : sql``}`,
    most,
  );

export const caseById = (id: string) => caseWhere(sql`v.id = ${id}`, 1);
