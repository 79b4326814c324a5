import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
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

/** What of somebody an audit row can be about. */
const subjectsOf = ({ id, email }: Pick<Erasing, "id" | "email">) => sql`(
  select id from registration where person_id = ${id}
  union all select id from access_request where requester_id = ${id}
  union all select id from review where person_id = ${id}
  union all select id from reclaim where claimant_id = ${id}
  union all select id from address_change where person_id = ${id}
  union all select id from smart_account where requester_id = ${id}
  union all select id from smart_account where authorizer_email = ${email}
  union all select id from nominee where email = ${email}
  union all select id from invitation where email = ${email}
  union all select id from seat where person_id = ${id}
  union all select id from role where person_id = ${id}
  union all select ${id})`;

const messagesAbout = (who: Erasing) => sql`(
  select id from outbox where causer = ${who.id}
  union select o.id from operation p cross join outbox o on o.operation_id = p.id where p.person_id = ${who.id}
  union select o.id from audit_event e cross join outbox o on o.operation_id = e.operation_id
    where e.subject_id in ${subjectsOf(who)})`;

interface Ending {
  readonly table: string;
  readonly where: SQL;
  readonly from: readonly string[];
  readonly to: string;
  readonly set: SQL;
  readonly organization?: SQL;
}

/** All rows of a table that stand so go on to their end, each with its row of the audit. */
function end(
  { actor, action, operationId, now }: Erasing,
  { table, where, from, to, set, organization = sql`null` }: Ending,
): Statement[] {
  const open = sql`${where} and state in ${listOf(from)}`;
  return [
    build.run(sql`
      insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
      select ${now}, ${actor}, ${action}, id, ${organization}, state, ${to}, ${operationId}
      from ${sql.raw(table)} where ${open}`),
    build.run(sql`update ${sql.raw(table)} set state = ${to}, ${set} where ${open}`),
  ];
}

/** Everything of somebody that waits for anybody is taken back. */
function endMatters(who: Erasing): Statement[] {
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
function endAccess({ id, actor, action, operationId, now, realNow, called }: Erasing): Statement[] {
  const held = sql`person_id = ${id} and ended_at is null`;
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
 * What was sent to somebody, and what was sent to others about somebody; what it counts for the company stays, so that
 * nobody who comes again as somebody new has anew what all of a company may cause.
 */
function emptyMessages(who: Erasing): Statement[] {
  const { id, email, now } = who;
  const on = sql`('queued', 'sending', 'gathered')`;
  const empty = sql`subject = '', html = '', text = '', unsubscribe = null, sealed_code = null`;
  return [
    build.run(sql`update outbox set ${empty} where state not in ${on} and id in ${messagesAbout(who)}`),
    build.run(sql`update outbox set brief = 1 where state in ${on} and id in ${messagesAbout(who)}`),
    build.run(sql`update outbox set causer = null where causer = ${id}`),
    build.run(sql`update outbox set ${empty}, recipient = ${erasedAddress(id)}, mailbox = null, changed_at = ${now},
      problem = iif(state in ${on}, 'erased', problem), state = iif(state in ${on}, 'set-aside', state)
      where recipient = ${email} or template in ('address-change', 'address-changed')
        and recipient in (select old_email from address_change where person_id = ${id}
          union select new_email from address_change where person_id = ${id})`),
  ];
}

/** A pattern of texts in which an address stands by itself, and not as the end of a longer one. */
const standing = (email: string) => `*[^a-z0-9._%+-]${email.replace(/[*?[]/gu, "[$&]")}[^a-z0-9-]*`;

/** What others wrote down about an address, and what somebody wrote. */
function emptyRecords(who: Erasing): Statement[] {
  const { id, email } = who;
  const address = erasedAddress(id);
  const accounts = sql`(select id from smart_account where requester_id = ${id} or authorizer_email = ${email}
    union select account_id from nominee where email = ${email})`;
  return [
    build.run(sql`update address_change set old_email = '', new_email = '' where person_id = ${id}`),
    build.run(sql`update registration set answers = '{}' where person_id = ${id}`),
    build.run(
      sql`update access_request set reason = null, question = null, answer = null, comment = null where requester_id = ${id}`,
    ),
    build.run(
      sql`update review set question = null, answer = null, comment = null, domain = null, note = null where person_id = ${id}`,
    ),
    build.run(sql`update suspension set reason = '', restored_because = null where person_id = ${id}`),
    build.run(sql`update reclaim set comment = null where claimant_id = ${id}`),
    build.run(sql`update smart_account set answers = '{}' where id in ${accounts}`),
    build.run(sql`update smart_account set answers = '{}'
      where state = 'draft' and answers <> '{}' and changed_at > 0 and instr(answers, ${email}) > 0
        and exists (select 1 from json_tree(answers) where ' ' || atom || ' ' glob ${standing(email)})`),
    build.run(
      sql`update smart_account set message = null, user_note = null, comment = null where requester_id = ${id}`,
    ),
    build.run(sql`update smart_account set authorizer_email = ${address}, authorizer_language = null
      where authorizer_email = ${email}`),
    build.run(sql`update nominee set email = ${address} where email = ${email}`),
    build.run(sql`update alert set note = null where answered_by = ${id}`),
    build.run(sql`delete from invitation where email = ${email}`),
    build.run(sql`delete from entitlement where email = ${email}`),
    build.run(sql`delete from subscription where person_id = ${id}`),
    build.run(sql`delete from urgent_notice where person_id = ${id}`),
  ];
}

/** Links to somebody, and those by which others could still decide on what is taken back. */
function endLinks(who: Erasing): Statement[] {
  const { id, email, now } = who;
  return [
    build.run(sql`update link set replaced_at = ${now} where acted_at is null and replaced_at is null
      and (email = ${email} or subject_id in ${subjectsOf(who)})`),
    build.run(sql`update link set email = ${erasedAddress(id)} where email = ${email}
      or subject_id in (select id from address_change where person_id = ${id})`),
  ];
}

/** Everything that lets somebody in, or that counts what somebody tried. */
function endSessions({ id, email, mailbox, operationId }: Erasing): Statement[] {
  const code = `sign-in-otp-${email} `;
  const after = (text: string) => sql`subject > ${`${text} `} and subject < ${`${text}!`}`;
  return [
    build.run(sql`delete from session where user_id = ${id}`),
    build.run(sql`delete from passkey where person_id = ${id}`),
    build.run(sql`update recovery set reason = '' where person_id = ${id}`),
    build.run(sql`delete from account where user_id = ${id}`),
    build.run(
      sql`delete from verification where identifier >= ${code} and identifier < ${`sign-in-otp-${email}!`}`,
    ),
    build.run(sql`delete from attempt where subject in (${id}, ${email}, ${mailbox})`),
    build.run(sql`delete from attempt where ${after(mailbox)}`),
    build.run(sql`delete from attempt where ${after(email)}`),
    build.run(
      sql`update operation set person_id = null, next = '' where person_id = ${id} and id <> ${operationId}`,
    ),
  ];
}

/**
 * Leaves nothing of somebody but the id: all open matters and all access end, and every column that says who it was is
 * emptied, at one instant, so that nothing that comes at the same time is left over (SECURITY.md 12.2). Fails where it was
 * done before.
 */
export const eraseEverything = (who: Erasing): Write[] => [
  ...endMatters(who),
  ...endAccess(who),
  ...endLinks(who),
  ...emptyMessages(who),
  ...emptyRecords(who),
  ...endSessions(who),
  mustChange(
    build.run(sql`update person set email = ${erasedAddress(who.id)}, name = '', image = null, company = null, phone = null,
      language = null, disabled_at = coalesce(disabled_at, ${who.now}), erased_at = ${who.now}, kept_until = null,
      updated_at = ${who.now} where id = ${who.id} and erased_at is null`),
  ),
];
