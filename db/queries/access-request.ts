import { and, eq, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { mover } from "#db/move.ts";
import { accessRequest } from "#db/schema/access-request.ts";
import { accessRequest as lifecycle } from "#src/domain/access-request.ts";
import type { AccessRequestId, AccountId, OrganizationId } from "#src/domain/ids.ts";
import type { OpenCase } from "./open-case.ts";
import { organizationAndBelow } from "./organization.ts";
import { openReclaim } from "./reclaim.ts";
import type { Realm } from "./right.ts";

export const addAccessRequest = (row: typeof accessRequest.$inferInsert) =>
  build.insert(accessRequest).values(row);

/**
 * Moves a request on by an event, from the state in which it was read, with what belongs to it. No row changes unless
 * the guard holds by then: whoever decides must still be allowed to (SECURITY.md 1).
 */
export const moveAccessRequest = mover(accessRequest, lifecycle);

/** The states in which somebody still has to decide. */
export const undecided = listOf(lifecycle.open);

/** True of a request on which somebody still has to decide, at the instant of the statement. */
export const requestIsUndecided = (id: AccessRequestId) =>
  sql`exists (select 1 from access_request where id = ${id} and state in ${undecided})`;

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

/** The id of a request if it is for a place, or for one below it; for use inside another statement. */
export const requestIdIn = (realm: Realm, id: string) =>
  sql`(select id from access_request where id = ${id} and ${
    "accountId" in realm
      ? sql`account_id = ${realm.accountId}
          and ${realm.only?.(sql`access_request.virtual_account_id`) ?? sql`true`}`
      : sql`organization_id in ${organizationAndBelow(realm.organizationId)}`
  })`;

/** The request of a person for an account on which nobody has decided yet. */
export const openRequestFor = (personId: SQL, accountId: SQL) =>
  build.all<{ id: string }>(sql`
    select id from access_request
    where requester_id = ${personId} and account_id = ${accountId} and state in ${undecided}`);

/** What a person has asked for and taken back since then, the latest first. */
export const withdrawnSince = (personId: SQL, since: number) =>
  build.all<{ organizationId: OrganizationId | null; accountId: AccountId | null; at: number }>(sql`
    select organization_id, account_id, decided_at as at from access_request
    where requester_id = ${personId} and state = 'withdrawn' and decided_at > ${since} order by decided_at desc`);

/** The request that an appointment settles: of that registration, else of that person for that organization. */
export const requestSettledBy = (
  personId: SQL,
  registrationId: SQL,
  organizationId: SQL | OrganizationId,
) => sql`(
  select id from access_request where requester_id = ${personId} and state in ${undecided}
    and (registration_id = ${registrationId} or organization_id = ${organizationId})
  order by registration_id is ${registrationId} desc limit 1)`;

/**
 * True of the request that a statement moves when nothing was opened about it since it was read: it was not passed on to
 * an agent, and nobody has claimed its organization.
 */
export const standsAsRead = (stage: number, cases: readonly Pick<OpenCase, "id">[]) => sql`stage = ${stage}
  and not exists (select 1 from reclaim c where c.registration_id = access_request.registration_id
    and c.state in ${openReclaim}
    and c.id not in (select value from json_each(${JSON.stringify(cases.map(({ id }) => id))})))`;

/** A column of a request, for use inside of another statement. */
export const ofRequest = (
  id: SQL | string,
  column: "organization_id" | "account_id" | "virtual_account_id" | "requester_id",
) => sql`(select ${sql.raw(column)} from access_request where id = ${id})`;

/** The request of a registration, for use inside of another statement. */
export const requestIdOf = (registrationId: SQL) =>
  sql`(select id from access_request where registration_id = ${registrationId})`;
