import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { erasedAddress } from "#src/domain/erased.ts";
import { endAccess, endMatters, type Erasing } from "./erasure-ends.ts";
import { forgetCodesOf } from "./sign-in.ts";

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
      where recipient = ${email} and (link_id is null or link_id not in (${changesOfOthers(who)}))
        or template in ('address-change', 'address-changed') and operation_id in (
          select e.operation_id from address_change c cross join audit_event e on e.subject_id = c.id
          where c.person_id = ${id})`),
  ];
}

/** Links by which this mailbox confirms somebody else's change of address, or objects to it: they and their messages stay. */
const changesOfOthers = ({ id, email }: Pick<Erasing, "id" | "email">) => sql`
  select l.id from link l join address_change c on c.id = l.subject_id
  where l.email = ${email} and l.purpose in ('changeAddress', 'objectToChange') and c.person_id <> ${id}`;

/** True of a text in which an address stands by itself, and not as a part of a longer one: `an@acme.co` is none of `an@acme.co.uk`. */
function standsIn(text: SQL, email: string): SQL {
  const begin = `*[^a-z0-9._%+-]${email.replace(/[*?[]/gu, "[$&]")}`;
  const padded = sql`' ' || ${text} || ' '`;
  return sql`(${padded} glob ${`${begin}[^a-z0-9.-]*`} or ${padded} glob ${`${begin}.[^a-z0-9]*`})`;
}

/** What others wrote down about an address, and what somebody wrote. */
function emptyRecords(who: Erasing): Statement[] {
  const { id, email } = who;
  const address = erasedAddress(id);
  const accounts = sql`(select id from smart_account where requester_id = ${id} or authorizer_email = ${email}
    union select account_id from nominee where email = ${email})`;
  return [
    build.run(
      sql`update address_change set old_email = '', new_email = '', identities = null where person_id = ${id}`,
    ),
    build.run(sql`update registration set answers = '{}' where person_id = ${id}`),
    build.run(
      sql`update access_request set reason = null, question = null, answer = null, comment = null where requester_id = ${id}`,
    ),
    build.run(
      sql`update review set question = null, answer = null, comment = null, domain = null, note = null where person_id = ${id}`,
    ),
    build.run(sql`update suspension set reason = '', restored_because = null where person_id = ${id}`),
    build.run(sql`update reclaim set comment = null where claimant_id = ${id}`),
    // Others' requests go on telling what was asked, and of whom, where that is somebody else.
    build.run(sql`update smart_account set answers = iif(state = 'draft' or requester_id = ${id}, '{}',
      json_patch('{}', json_object('accountName', answers ->> '$.accountName',
        'domainIdentifier', answers ->> '$.domainIdentifier', 'authority', answers ->> '$.authority',
        'authorizerEmail', iif(authorizer_email = ${email}, null, answers ->> '$.authorizerEmail'))))
      where id in ${accounts}`),
    build.run(sql`update smart_account set answers = '{}'
      where state = 'draft' and answers <> '{}' and changed_at > 0 and instr(answers, ${email}) > 0
        and exists (select 1 from json_tree(answers) where ${standsIn(sql`atom`, email)})`),
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
      and id not in (${changesOfOthers(who)})
      and (email = ${email} or subject_id in ${subjectsOf(who)})`),
    build.run(sql`update link set email = ${erasedAddress(id)} where email = ${email}
      and id not in (${changesOfOthers(who)})
      or subject_id in (select id from address_change where person_id = ${id})`),
  ];
}

/** Everything that lets somebody in, or that counts what somebody tried. */
function endSessions({ id, email, mailbox, operationId }: Erasing): Statement[] {
  const after = (text: string) => sql`subject > ${`${text} `} and subject < ${`${text}!`}`;
  return [
    build.run(sql`delete from session where user_id = ${id}`),
    build.run(sql`delete from passkey where person_id = ${id}`),
    build.run(sql`update recovery set reason = '' where person_id = ${id}`),
    build.run(sql`delete from account where user_id = ${id}`),
    build.run(sql`delete from refused_identity where person_id = ${id}`),
    forgetCodesOf(email),
    build.run(sql`delete from attempt where subject in (${id}, ${email}, ${mailbox})`),
    build.run(sql`delete from attempt where ${after(mailbox)}`),
    build.run(sql`delete from attempt where ${after(email)}`),
    build.run(sql`update operation set next = '' where person_id = ${id} and id <> ${operationId}`),
  ];
}

/**
 * Leaves nothing of somebody but the id: all open matters and all access end, and every column that says who it was is
 * emptied, at one instant, so that nothing that comes at the same time is left over (SECURITY.md 12.2). Fails where it was
 * done before, or the address is another one by then.
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
      updated_at = ${who.now} where id = ${who.id} and email = ${who.email} and erased_at is null`),
  ),
];
