import { and, eq, type SQL, sql } from "drizzle-orm";
import { accessRequest as lifecycle, type AccessRequestState } from "../../src/domain/access-request.ts";
import type { AccessRequestId, PersonId } from "../../src/domain/ids.ts";
import type { MessageState } from "../../src/domain/message.ts";
import { build } from "../builder.ts";
import { accessRequest } from "../schema/access-request.ts";

export const addAccessRequest = (row: typeof accessRequest.$inferInsert) =>
  build.insert(accessRequest).values(row);

type Event = (typeof lifecycle.events)[number];

/** Moves a request on by an event, from the state in which it was read. */
export function moveAccessRequest(
  { id, state }: { id: AccessRequestId; state: AccessRequestState },
  event: Event,
  decision: { at: number; by: PersonId },
) {
  const next = lifecycle.next(state, event);
  if (!next) throw new Error(`an access request that is ${state} cannot ${event}`);
  return build
    .update(accessRequest)
    .set({ state: next, decidedAt: decision.at, decidedBy: decision.by })
    .where(and(eq(accessRequest.id, id), eq(accessRequest.state, state)));
}

/** A request with what its requester, its organization and the administrator who is asked are called. */
export interface AccessRequestRow {
  readonly id: AccessRequestId;
  readonly state: AccessRequestState;
  readonly registrationId: string;
  readonly registrationState: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly contractNumber: string;
  readonly serialNumber: string;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly requesterId: PersonId;
  readonly requesterName: string;
  readonly requesterEmail: string;
  readonly requesterCompany: string | null;
  readonly askedName: string;
  readonly askedEmail: string;
  /** Whether the administrator who is asked still is one there: 1 or 0. */
  readonly askedHolds: number;
  /** What became of the message to the administrator who is asked. */
  readonly delivery: MessageState | null;
}

const requestsWhere = (condition: SQL, most: number) =>
  build.all<AccessRequestRow>(sql`
    select a.id, a.state, a.registration_id as registrationId, r.state as registrationState,
      a.organization_id as organizationId, o.name as organizationName,
      a.contract_number as contractNumber, a.serial_number as serialNumber,
      a.created_at as createdAt, a.decided_at as decidedAt,
      a.requester_id as requesterId, q.name as requesterName, q.email as requesterEmail, q.company as requesterCompany,
      exists (select 1 from seat s where s.organization_id = a.organization_id and s.person_id = a.asked_id
        and s.ended_at is null) as askedHolds,
      p.name as askedName, p.email as askedEmail,
      (select m.state from link l join outbox m on m.link_id = l.id
        where l.subject_id = a.id and l.purpose = 'decideRequest' order by m.created_at desc limit 1) as delivery
    from access_request a
    join registration r on r.id = a.registration_id
    join organization o on o.id = a.organization_id
    join person q on q.id = a.requester_id
    join person p on p.id = a.asked_id
    where ${condition} order by a.created_at desc limit ${most}`);

export const requestById = (id: SQL | string) => requestsWhere(sql`a.id = ${id}`, 1);
export const requestsOf = (requesterId: SQL) => requestsWhere(sql`a.requester_id = ${requesterId}`, 100);
export const requestOfRegistration = (registrationId: SQL) =>
  requestsWhere(sql`a.registration_id = ${registrationId}`, 1);

/** The requests that an address is asked to decide on. */
export const requestsAskedOf = (email: SQL) =>
  requestsWhere(
    sql`a.state in ('pending', 'waiting') and exists (select 1 from seat s where s.organization_id = a.organization_id
        and s.person_id = a.asked_id and s.ended_at is null) and a.id in
      (select subject_id from link where email = ${email} and purpose = 'decideRequest')`,
    100,
  );
