import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { mover } from "#db/move.ts";
import { addressChange } from "#db/schema/address-change.ts";
import { domainOf } from "#src/domain/email.ts";
import { addressChange as lifecycle, type AddressChangeState } from "#src/domain/address-change.ts";
import type { AddressChangeId, OperationId, PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";
import { domainIn } from "./email-domain.ts";
import { roleAccepted } from "./role.ts";

const open = listOf(lifecycle.open);

export const addAddressChange = (row: typeof addressChange.$inferInsert) =>
  build.insert(addressChange).values(row);

/** Moves a change of address on by an event, from the state in which it was read. */
export const moveAddressChange = mover(addressChange, lifecycle);

/** A change of address, with whose it is. */
export interface AddressChangeRow {
  readonly id: AddressChangeId;
  readonly state: AddressChangeState;
  readonly personId: PersonId;
  readonly name: string;
  readonly language: Language | null;
  readonly oldEmail: string;
  readonly newEmail: string;
  readonly dueAt: number;
  readonly createdAt: number;
  /** The address that is to be used belongs to somebody: 1 or 0. */
  readonly taken: 0 | 1;
  /** Whom others have made of that address, who never came. */
  readonly strangerId: PersonId | null;
  /** The old address was taken back already, by whoever had it before this change: 1 or 0. */
  readonly returned: 0 | 1;
  /** Once it was made: the person had a passkey then. */
  readonly hadPasskey: 0 | 1 | null;
}

/** True of a change `c` whose old address belongs again to whoever changed away from it earlier, and objected. */
const isReturned = sql`exists (select 1 from address_change u join person holder on holder.id = u.person_id
  where holder.email = c.old_email and u.old_email = c.old_email and u.state = 'undone' and u.created_at < c.created_at)`;

/** True while nobody has taken back the old address of a change by objecting to an earlier one. */
export const isNotReturned = (id: AddressChangeId) =>
  sql`not exists (select 1 from address_change c where c.id = ${id} and ${isReturned})`;

/**
 * True of somebody whose the own address is. Whoever never came owns none: anybody puts an address into a place, and must not keep its
 * reader from it. Nobody sheds a suspension so.
 */
const isOwner = sql`(email_verified = 1 or disabled_at is not null)`;

const changesWhere = (condition: SQL) =>
  build.all<AddressChangeRow>(sql`
    select c.id, c.state, c.person_id, p.name, p.language, c.old_email, c.new_email, c.due_at, c.created_at,
      exists (select 1 from person where email = c.new_email and id <> c.person_id and ${isOwner}) as taken,
      (select id from person where email = c.new_email and id <> c.person_id and not ${isOwner}) as stranger_id,
      ${isReturned} as returned, c.had_passkey
    from address_change c join person p on p.id = c.person_id where ${condition}`);

export const addressChangeById = (id: SQL | string) => changesWhere(sql`c.id = ${id}`);

/** The change of address that somebody has under way. */
export const openAddressChangeOf = (personId: SQL) =>
  changesWhere(sql`c.person_id = ${personId} and c.state in ${open}`);

/** Whose change of address it is, for use inside another statement. */
export const changerOf = (id: SQL) => sql`(select person_id from address_change where id = ${id})`;

/** Changes of address whose time is over. */
export const addressChangesDue = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select id, state as stage from address_change
    where state in ${open} and due_at <= ${now} and id > ${after} order by id limit ${most}`);

/** Somebody has another address from now on; changes nothing where it was another one, fails where it is taken. */
export const changeEmail = (id: PersonId, from: string, to: string, now: number) =>
  build.run(sql`update person set email = ${to}, email_verified = 1, updated_at = ${now}
    where id = ${id} and email = ${from}`);

/** True of an address whose mailbox may still object that somebody has changed to another one. */
export const mayObject = (email: SQL | string, now: number) =>
  sql`exists (select 1 from link where email = ${email} and purpose = 'objectToChange'
    and acted_at is null and replaced_at is null and expires_at > ${now})`;

/** Nobody objects any more to changes away from an address that were made after one which is undone: it is back where it was. */
export const endObjectionsSince = (id: AddressChangeId, now: number) =>
  build.run(sql`update link set replaced_at = ${now}
    where email = (select old_email from address_change where id = ${id}) and purpose = 'objectToChange'
      and acted_at is null and replaced_at is null
      and (select later.created_at > c.created_at from address_change later, address_change c
        where later.id = link.subject_id and c.id = ${id})`);

/** Whether an address is one of those. */
export const objectionsOpen = (email: SQL | string, now: number) =>
  build.all<{ open: 0 | 1 }>(sql`select ${mayObject(email, now)} as open`);

/** True while an address belongs to nobody, and nobody may take it back. */
export const isFree = (email: string, now: number) =>
  sql`(not exists (select 1 from person where email = ${email} and ${isOwner}) and not ${mayObject(email, now)})`;

/** Whether it is. */
export const freeAddress = (email: string, now: number) =>
  build.all<{ free: 0 | 1 }>(sql`select ${isFree(email, now)} as free`);

/** Notes of a change that is being made what an undoing must leave as it is. */
export const noteBeforeChange = (id: AddressChangeId, personId: PersonId, to: string) =>
  build.run(sql`update address_change set
    had_passkey = exists (select 1 from passkey where person_id = ${personId}),
    beside = (select json_group_array(own.id) from (
      select id from link where email = ${to}
      union select id from smart_account where authorizer_email = ${to}
      union select id from nominee where email = ${to}
      union select id from invitation where email = ${to}
      union select id from outbox where recipient = ${to}
      union select contract_number from entitlement where email = ${to}) own)
    where id = ${id}`);

/** Notes the identities that a change which is being made is about to end: who undoes it was perhaps never theirs. */
export const noteIdentities = (id: AddressChangeId, personId: PersonId) =>
  build.run(sql`update address_change set identities = (
      select json_group_array(json_object('id', id, 'issuer', provider_id, 'subject', account_id, 'linkedAt', created_at))
      from account where user_id = ${personId})
    where id = ${id}`);

interface Moving {
  /** Whose address it is; it is the other one by now. */
  readonly personId: PersonId;
  readonly from: string;
  readonly to: string;
  /** What the provider has associated with the one address is the other's. */
  readonly oneCompany: boolean;
  /** What was sent to an address of another company since then stays there. */
  readonly before: number;
  readonly now: number;
  /** The change that is undone: what named the address before it was made stays there. */
  readonly undoing?: AddressChangeId;
}

/** True of two columns of addresses that they are of one company's domain. */
const isAt = (column: string, domain: string) => sql`${domainIn(sql.raw(column))} = ${domain}`;

/**
 * What is kept leads to the person: it follows as long as it is the person's own, has been accepted, or was addressed by a colleague. What
 * is shown of it once it is settled is the address of then (`emailAt`), or what was typed.
 *
 * Whatever names somebody by address names the other one: links, what waits to be activated or accepted, invitations, messages. But
 * what others have addressed, who are no colleagues of the other address, stays as they typed it until it is accepted: whoever once wrote to an
 * address does not learn the next one (SECURITY.md 11). What the other address has of its own stays; the doubled link ends. What a
 * change of address has sent to a mailbox proves that mailbox, and stays.
 */
export function followAddress({ personId, from, to, oneCompany, before, now, undoing }: Moving): Statement[] {
  const until = oneCompany ? now + 1 : before;
  const domain = domainOf(to);
  /** What has followed before comes back. */
  const orCameAlong = undoing ? sql`or created_at < ${before}` : sql``;
  const byColleague = (causer: string) =>
    sql`exists (select 1 from person causer where causer.id = ${sql.raw(causer)} and ${isAt("causer.email", domain)})`;
  // To another company nobody takes along what somebody has read, and grants, of this address: their own nomination neither.
  const decidedByColleague = oneCompany
    ? sql`or exists (select 1 from smart_account c where c.id = nominee.account_id
        and (c.requester_id = ${personId} or ${byColleague("c.requester_id")} and ${isAt("c.authorizer_email", domain)}))`
    : sql``;
  const stays = sql`(select id from smart_account where authorizer_email = ${from}
    union all select id from nominee where email = ${from}
    union all select s.id from person p cross join seat s on s.person_id = p.id where p.email = ${from})`;
  // Whoever is asked to decide in an account without having accepted anything there is asked where that account has put them.
  const isOwn = sql`(purpose <> 'decideRequest' or not exists (select 1 from access_request a
    where a.id = subject_id and a.account_id is not null and not exists (select 1 from role g
      where g.person_id = ${personId} and g.account_id = a.account_id and (g.ended_at is null or ${roleAccepted}))))`;
  const came = (column: string) =>
    undoing
      ? sql`and ${sql.raw(column)} not in (select own.value from address_change c, json_each(coalesce(c.beside, '[]')) own
          where c.id = ${undoing})`
      : sql``;
  const link = sql`email = ${from} and created_at < ${until}
    and purpose not in ('changeAddress', 'objectToChange') and subject_id not in ${stays}
    and ${isOwn} ${came("id")}`;
  return [
    build.run(sql`update smart_account set authorizer_email = ${to}
      where authorizer_email = ${from} and created_at < ${until} ${came("id")}
        and (state = 'active' or ${byColleague("requester_id")} ${orCameAlong})`),
    build.run(
      sql`update or ignore nominee set email = ${to}
        where email = ${from} and created_at < ${until} ${came("id")}
          and (state = 'accepted' ${decidedByColleague} ${orCameAlong})`,
    ),
    build.run(
      sql`update or ignore invitation set email = ${to}
        where email = ${from} and created_at < ${until} ${came("id")}
          and (${byColleague("inviter_id")} ${orCameAlong})`,
    ),
    build.run(sql`update or ignore link set email = ${to} where ${link}`),
    build.run(sql`update link set replaced_at = ${now} where ${link}
      and acted_at is null and replaced_at is null`),
    build.run(sql`update outbox set recipient = ${to} where recipient = ${from} and created_at < ${until}
      and template not in ('address-change', 'address-changed') ${came("id")}
      and (link_id is null or link_id not in (select id from link where email = ${from}))
      and id not in (select id from invitation where email = ${from})`),
    ...(oneCompany
      ? [
          build.run(sql`update or ignore entitlement set email = ${to}
          where email = ${from} ${came("contract_number")}`),
        ]
      : []),
  ];
}

interface OnRecord {
  readonly personId: PersonId;
  readonly actor: PersonId;
  readonly action: string;
  readonly operationId: OperationId;
  readonly now: number;
  /** Of a change that is undone, when it was made: where it is not on record, neither is this. */
  readonly madeAt?: number;
}

/** In the history of each place where somebody holds something: that the address is another one. */
export const recordWhereHeld = ({ personId, actor, action, operationId, now, madeAt }: OnRecord) =>
  build.run(sql`
    insert into audit_event (at, actor, action, subject_id, organization_id, operation_id)
    select ${now}, ${actor}, ${action}, id, organization_id, ${operationId} from (
      select id, organization_id from seat where person_id = ${personId} and ended_at is null
      union all select id, organization_id from role where person_id = ${personId} and ended_at is null) held
    ${
      madeAt === undefined
        ? sql``
        : sql`where exists (select 1 from audit_event made where made.subject_id = held.id
            and made.action = 'address.change' and made.at >= ${madeAt})`
    }`);

/** Nobody has an address any more whose person is to be erased. */
export const vacateEmail = (id: PersonId, erased: string) =>
  build.run(sql`update person set email = ${erased} where id = ${id} and erased_at is null`);
