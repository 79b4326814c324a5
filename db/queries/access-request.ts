import { and, eq, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { accessRequest as lifecycle, type AccessRequestState } from "#src/domain/access-request.ts";
import type { AccessRequestId, AccountId, LinkId, PersonId, RegistrationId } from "#src/domain/ids.ts";
import type { MessageState } from "#src/domain/message.ts";
import type { RegistrationState } from "#src/domain/registration.ts";
import type { Role } from "#src/domain/role.ts";
import type { Language } from "#src/i18n/languages.ts";
import { build } from "#db/builder.ts";
import { accessRequest } from "#db/schema/access-request.ts";
import { administers, administersAccount } from "./administrator.ts";

export const addAccessRequest = (row: typeof accessRequest.$inferInsert) =>
  build.insert(accessRequest).values(row);

type Event = (typeof lifecycle.events)[number];
type Columns = Partial<
  Pick<
    typeof accessRequest.$inferInsert,
    "decidedAt" | "decidedBy" | "comment" | "role" | "question" | "answer" | "clockAt" | "stage"
  >
>;

/**
 * Moves a request on by an event, from the state in which it was read, with what belongs to it. No row changes unless
 * `right` holds by then: whoever decides must still be allowed to (SECURITY.md 1).
 */
export function moveAccessRequest(
  { id, state }: { id: AccessRequestId; state: AccessRequestState },
  event: Event,
  change: Columns,
  right?: SQL,
) {
  const next = lifecycle.next(state, event);
  if (!next) throw new Error(`an access request that is ${state} cannot ${event}`);
  return build
    .update(accessRequest)
    .set({ ...change, state: next })
    .where(and(eq(accessRequest.id, id), eq(accessRequest.state, state), right));
}

/** True of a request on which somebody still has to decide, at the instant of the statement. */
export const requestIsUndecided = (id: AccessRequestId) =>
  sql`exists (select 1 from access_request where id = ${id} and state in ('pending', 'waiting'))`;

/** Records how far a request was passed on, as long as it waits as it was read. */
export const passOn = (
  { id, stage, clockAt }: { id: AccessRequestId; stage: number; clockAt: number },
  to: number,
) =>
  build
    .update(accessRequest)
    .set({ stage: to })
    .where(
      and(
        eq(accessRequest.id, id),
        eq(accessRequest.state, "pending"),
        eq(accessRequest.stage, stage),
        eq(accessRequest.clockAt, clockAt),
      ),
    );

/** Records that the requester has a reminder sent, unless there was one after `before`. */
export const recordReminder = (id: AccessRequestId, now: number, before: number) =>
  build
    .update(accessRequest)
    .set({ remindedAt: now })
    .where(
      and(
        eq(accessRequest.id, id),
        eq(accessRequest.state, "pending"),
        or(isNull(accessRequest.remindedAt), lte(accessRequest.remindedAt, before)),
      ),
    );

/** Somebody who was asked to decide, and what became of the last message about it. */
export interface Asked {
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  readonly at: number;
  /** The link still waits for this person: 1 or 0. */
  readonly live: 0 | 1;
  readonly linkId: LinkId;
  readonly delivery: MessageState | null;
}

/** A request with its place, its requester, whoever decided, and whom it was put to. */
export interface AccessRequestRow {
  readonly id: AccessRequestId;
  readonly state: AccessRequestState;
  readonly stage: number;
  readonly clockAt: number;
  readonly remindedAt: number | null;
  readonly registrationId: RegistrationId | null;
  readonly registrationState: RegistrationState | null;
  readonly organizationId: string | null;
  readonly accountId: AccountId | null;
  /** What the organization is called, or the account, with its identifier. */
  readonly placeName: string;
  /** The account's domain identifier. */
  readonly domainIdentifier: string | null;
  readonly contractNumber: string | null;
  readonly serialNumber: string | null;
  readonly reason: string | null;
  readonly question: string | null;
  readonly answer: string | null;
  readonly comment: string | null;
  readonly role: Role | null;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: PersonId | null;
  readonly decidedByName: string | null;
  /** An agent decided: 1 or 0. */
  readonly byAgent: 0 | 1;
  readonly requesterId: PersonId;
  readonly requesterName: string;
  readonly requesterEmail: string;
  readonly requesterCompany: string | null;
  readonly requesterLanguage: Language | null;
  /** JSON: a list of `Asked`, in the order in which they were asked. */
  readonly asked: string;
}

export const askedOf = ({ asked }: Pick<AccessRequestRow, "asked">) => JSON.parse(asked) as readonly Asked[];

const newestFirst = sql`a.created_at desc`;

const requestsWhere = (condition: SQL, most: number, order = newestFirst) =>
  build.all<AccessRequestRow>(sql`
    select a.id, a.state, a.stage, a.clock_at as clockAt, a.reminded_at as remindedAt,
      a.registration_id as registrationId, r.state as registrationState,
      a.organization_id as organizationId, a.account_id as accountId, coalesce(o.name, c.name || ' (' || c.domain_identifier || ')') as placeName,
      c.domain_identifier as domainIdentifier,
      a.contract_number as contractNumber, a.serial_number as serialNumber, a.reason,
      a.question, a.answer, a.comment, a.role,
      a.created_at as createdAt, a.decided_at as decidedAt, a.decided_by as decidedBy, d.name as decidedByName,
      exists (select 1 from review v where v.subject_id = a.id and v.kind = 'accessRequest'
        and v.state in ('approved', 'refused')) as byAgent,
      a.requester_id as requesterId, q.name as requesterName, q.email as requesterEmail,
      q.company as requesterCompany, q.language as requesterLanguage,
      (select json_group_array(json_object('email', own.email, 'name', coalesce(p.name, ''), 'language', p.language,
          'at', own.created_at, 'linkId', own.id, 'live', own.replaced_at is null and own.acted_at is null,
          'delivery', (select m.state from outbox m where m.link_id = own.id order by m.created_at desc limit 1)))
        from (select * from link where subject_id = a.id and purpose = 'decideRequest' order by created_at) own
        left join person p on p.email = own.email) as asked
    from access_request a
    left join registration r on r.id = a.registration_id
    left join organization o on o.id = a.organization_id
    left join smart_account c on c.id = a.account_id
    left join person d on d.id = a.decided_by
    join person q on q.id = a.requester_id
    where ${condition} order by ${order} limit ${most}`);

export const requestById = (id: SQL | string) => requestsWhere(sql`a.id = ${id}`, 1);
export const requestsOf = (requesterId: SQL) => requestsWhere(sql`a.requester_id = ${requesterId}`, 100);
export const requestOfRegistration = (registrationId: SQL) =>
  requestsWhere(sql`a.registration_id = ${registrationId}`, 1);

/** The requests about which a person has been asked something. */
export const requestsToAnswer = (requesterId: SQL) =>
  requestsWhere(sql`a.requester_id = ${requesterId} and a.state = 'waiting'`, 20);

const below = (organizationId: SQL | string) => sql`(with recursive below (id) as (
    select ${organizationId} union select o.id from below join organization o on o.parent_id = below.id)
  select id from below)`;

/** The requests in an organization and below it that wait for a decision, the oldest first. */
export const undecidedBelow = (organizationId: SQL | string) =>
  requestsWhere(
    sql`a.organization_id in ${below(organizationId)} and a.state in ('pending', 'waiting')`,
    200,
    sql`a.created_at`,
  );

/** Those that are settled, the latest first. */
export const settledBelow = (organizationId: SQL | string) =>
  requestsWhere(
    sql`a.organization_id in ${below(organizationId)} and a.state in ('approved', 'denied', 'withdrawn', 'expired')`,
    100,
    sql`a.decided_at desc`,
  );

/** The id of a request if it is in an organization or below it; for use inside another statement. */
export const idBelow = (organizationId: string, id: string) =>
  sql`(select id from access_request where id = ${id} and organization_id in ${below(organizationId)})`;

/** The requests for a Smart Account that wait for a decision, the oldest first. */
export const undecidedInAccount = (accountId: SQL) =>
  requestsWhere(
    sql`a.account_id = ${accountId} and a.state in ('pending', 'waiting')`,
    200,
    sql`a.created_at`,
  );

/** Those that are settled, the latest first. */
export const settledInAccount = (accountId: SQL) =>
  requestsWhere(
    sql`a.account_id = ${accountId} and a.state in ('approved', 'denied', 'withdrawn', 'expired')`,
    100,
    sql`a.decided_at desc`,
  );

/** The id of a request if it is for this account; for use inside another statement. */
export const idInAccount = (accountId: SQL, id: string) =>
  sql`(select id from access_request where id = ${id} and account_id = ${accountId})`;

/** The requests that an address is asked to decide on, and may. */
export const requestsAskedOf = (email: SQL) =>
  requestsWhere(
    sql`a.state in ('pending', 'waiting') and a.id in
      (select subject_id from link where email = ${email} and purpose = 'decideRequest')
      and case when a.account_id is null
        then ${administers(sql`(select id from person where email = ${email})`, sql`a.organization_id`)}
        else ${administersAccount(sql`(select id from person where email = ${email})`, sql`a.account_id`)} end`,
    100,
  );
