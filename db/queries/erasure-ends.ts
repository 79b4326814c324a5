import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import { addressChange } from "#src/domain/address-change.ts";
import { nominee, smartAccount } from "#src/domain/account.ts";
import { erasedAddress } from "#src/domain/erased.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { reclaim } from "#src/domain/reclaim.ts";
import { registration } from "#src/domain/registration.ts";
import { review } from "#src/domain/review.ts";

/** Whose data are erased, and how that is put on record. */
export interface Erasing {
  readonly id: PersonId;
  readonly email: string;
  readonly mailbox: string;
  /** A person's id, or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly operationId: OperationId;
  readonly now: number;
  readonly realNow: number;
  /** A hook is called when access changes. */
  readonly called: boolean;
}

/** What is taken back of somebody: all, or only what has come since an instant. */
type Taking = Omit<Erasing, "mailbox"> & { readonly since?: number };

interface Ending {
  readonly table: string;
  readonly where: SQL;
  readonly from: readonly string[];
  readonly to: string;
  readonly set: SQL;
  readonly organization?: SQL;
}

/** All rows of a table that stand so go on to their end, each with its row of the audit. */
export function end(
  {
    actor,
    action,
    operationId,
    now,
    since = 0,
  }: Pick<Taking, "actor" | "action" | "operationId" | "now" | "since">,
  { table, where, from, to, set, organization = sql`null` }: Ending,
): Statement[] {
  const open = sql`${where} and state in ${listOf(from)} and created_at >= ${since}`;
  return [
    build.run(sql`
      insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
      select ${now}, ${actor}, ${action}, id, ${organization}, state, ${to}, ${operationId}
      from ${sql.raw(table)} where ${open}`),
    build.run(sql`update ${sql.raw(table)} set state = ${to}, ${set} where ${open}`),
  ];
}

/** Everything of somebody that waits for anybody is taken back. */
export function endMatters(who: Taking): Statement[] {
  const { id, email, now } = who;
  const organization = sql`organization_id`;
  const own = sql`requester_id = ${id}`;
  const accountOver = sql`ended_at = ${now}, changed_at = ${now}`;
  const toActivate = sql`authorizer_email = ${email}`;
  return [
    ...end(who, {
      table: "review",
      where: sql`(person_id = ${id} or subject_id in (select id from smart_account where ${toActivate}))`,
      ...review.transition("withdraw"),
      set: sql`decided_at = ${now}, decided_by = ${id}`,
      organization,
    }),
    ...end(who, {
      table: "access_request",
      where: own,
      ...accessRequest.transition("withdraw"),
      set: sql`decided_at = ${now}, decided_by = ${id}`,
      organization,
    }),
    ...end(who, {
      table: "reclaim",
      where: sql`claimant_id = ${id}`,
      ...reclaim.transition("withdraw"),
      set: sql`changed_at = ${now}`,
      organization,
    }),
    ...end(who, {
      table: "address_change",
      where: sql`person_id = ${id}`,
      ...addressChange.transition("withdraw"),
      set: sql`changed_at = ${now}`,
    }),
    ...end(who, {
      table: "registration",
      where: sql`person_id = ${id}`,
      ...registration.transition("withdraw"),
      set: sql`changed_at = ${now}`,
    }),
    ...end(who, {
      table: "nominee",
      where: sql`(email = ${email} or account_id in (select id from smart_account
        where (${own} or ${toActivate}) and state in ${listOf(smartAccount.transition("withdraw").from)}))`,
      ...nominee.transition("end"),
      set: sql`changed_at = ${now}`,
    }),
    ...end(who, {
      table: "smart_account",
      where: own,
      ...smartAccount.transition("withdraw"),
      set: accountOver,
    }),
    ...end(who, {
      table: "smart_account",
      where: toActivate,
      ...smartAccount.transition("decline"),
      set: accountOver,
    }),
    ...end(who, {
      table: "smart_account",
      where: toActivate,
      ...smartAccount.transition("withdraw"),
      set: accountOver,
    }),
  ];
}

/** Every seat and role ends, and the provider's tools hear of it, once for each place. */
export function endAccess({
  id,
  actor,
  action,
  operationId,
  now,
  realNow,
  called,
  since = 0,
}: Taking): Statement[] {
  const held = sql`person_id = ${id} and ended_at is null and created_at >= ${since}`;
  const onRecord = (table: string, from: SQL) =>
    build.run(sql`
      insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
      select ${now}, ${actor}, ${action}, id, organization_id, ${from}, 'ended', ${operationId}
      from ${sql.raw(table)} where ${held}`);
  return [
    build.run(sql`
      insert into provisioning (id, person_id, organization_id, account_id, operation_id, state, due_at, created_at, done_at)
      select lower(hex(randomblob(16))), ${id}, organization_id, account_id, ${operationId},
        ${called ? "queued" : "done"}, ${realNow}, ${now}, ${called ? null : now}
      from (select organization_id, null as account_id from seat where ${held}
        union select organization_id, account_id from role where ${held})`),
    onRecord("seat", sql`origin`),
    onRecord("role", sql`role`),
    build.run(sql`update seat set ended_at = ${now} where ${held}`),
    build.run(sql`update role set ended_at = ${now} where ${held}`),
  ];
}

/**
 * What somebody was given, or has asked for, since an instant ends: access, requests, and the links by which others would decide
 * on them.
 */
export function takeBackSince(who: Omit<Taking, "email" | "since">, since: number): Statement[] {
  // What others have sent to an address is the address's, and not taken back here: this one is nobody's.
  const taking = { ...who, email: erasedAddress(who.id), since };
  return [
    ...endMatters(taking),
    ...endAccess(taking),
    build.run(sql`update link set replaced_at = ${who.now} where acted_at is null and replaced_at is null
      and subject_id in (
        select id from access_request where requester_id = ${who.id} and created_at >= ${since}
        union all select id from smart_account where requester_id = ${who.id} and created_at >= ${since}
        union all select id from seat where person_id = ${who.id} and created_at >= ${since})`),
  ];
}
