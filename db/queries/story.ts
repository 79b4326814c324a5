import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import { type AccountState, pending } from "#src/domain/account.ts";
import { registration } from "#src/domain/registration.ts";
import type { Standing } from "#src/domain/people.ts";
import { isHeld } from "./administrator.ts";
import { isStopped } from "./outbox.ts";
import { openReview } from "./review.ts";
import type { AccountId, PersonId, SeatId } from "#src/domain/ids.ts";
import type { MessageState } from "#src/domain/message.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { ReviewKind, ReviewState } from "#src/domain/review.ts";

/** Behind everything that begins so. */
const last = "\u{10FFFF}";

/** Somebody whose name or address begins as typed, with what tells namesakes apart. */
export interface Called {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly disabledAt: number | null;
  /** What is held longest, a seat before a role, and where; JSON of `{ holds, place }`. */
  readonly held: string | null;
}

/** People whose name or address begins so, by index; one more than `most`. */
export const peopleCalled = (text: string, most: number) =>
  build.all<Called>(sql`
    select id, name, email, disabled_at, coalesce(
      (select json_object('holds', 'delegated-administrator', 'place', o.name)
        from seat s cross join organization o on o.id = s.organization_id
        where s.person_id = person.id and ${isHeld("s")} order by s.created_at limit 1),
      (select json_object('holds', g.role, 'place', coalesce(o.name, a.name))
        from role g left join organization o on o.id = g.organization_id left join smart_account a on a.id = g.account_id
        where g.person_id = person.id and g.ended_at is null order by g.created_at limit 1)) as held
    from person where erased_at is null and id in (
      select id from (select id from person
        where name >= ${text} collate nocase and name < ${text + last} collate nocase and ${text} <> ''
        order by name collate nocase limit ${most + 1})
      union select id from (select id from person
        where email >= ${text.toLowerCase()} and email < ${text.toLowerCase() + last} and ${text} <> ''
        order by email limit ${most + 1}))
    order by name collate nocase, email limit ${most + 1}`);

export const heldByCalled = ({ held }: Pick<Called, "held">) =>
  held === null ? null : (JSON.parse(held) as { readonly holds: Standing; readonly place: string });

/** The Smart Accounts of an identifier, in use or on the way. */
export const accountsOf = (identifier: string, most: number) =>
  build.all<{ id: AccountId; name: string; identifier: string; state: AccountState }>(sql`
    select id, coalesce(name, '') as name, domain_identifier as identifier, state from smart_account
    where id in (
      select id from smart_account where domain_identifier = ${identifier} and state = 'active'
      union select id from smart_account where domain_identifier = ${identifier}
        and state in ('underApproval', 'provisional'))
    limit ${most}`);

/** The first seats of the person behind an address, by the name of the organization, and how many there are. */
export const seatsOf = (email: string, most: number) =>
  build.all<{ id: SeatId; organization: string; found: number }>(sql`
    select s.id, o.name as organization, count(*) over () as found
    from person p cross join seat s on s.person_id = p.id and s.ended_at is null
    cross join organization o on o.id = s.organization_id where p.email = ${email}
    order by o.name limit ${most}`);

/** A message to somebody, as agents see that it went or did not. */
export interface SentMessage {
  readonly id: string;
  readonly recipient: string;
  readonly template: string;
  readonly language: Language;
  /** Empty once its words are forgotten. */
  readonly subject: string;
  readonly state: MessageState;
  readonly changedAt: number;
  /** It went to somebody who had never signed in: 1 or 0. */
  readonly invitation: 0 | 1;
  /** Its reader is sent nothing any more, or nothing else than this: 1 or 0. */
  readonly stopped: 0 | 1;
}

const message = sql`id, recipient, template, language, subject, state, changed_at, invitation,
  ${isStopped} as stopped`;

/** What was written to an address, codes left out, the last on top. */
export const lastMessages = (email: string, most: number) =>
  build.all<SentMessage>(sql`
    select ${message} from outbox
    where recipient = ${email} and template <> 'sign-in-code' order by created_at desc limit ${most}`);

export const sentMessage = (id: string) =>
  build.all<SentMessage>(sql`select ${message} from outbox where id = ${id} and template <> 'sign-in-code'`);

/** True of an audit event `e` that is about something of somebody's, or among the last that somebody has caused. */
export const concerns = (email: string, most: number): SQL => {
  const id = sql`(select id from person where email = ${email})`;
  return sql`e.id in (
    select id from (select id from audit_event where actor = ${id} order by id desc limit ${most})
    union select id from audit_event where subject_id in (
      select id from registration where person_id = ${id}
      union all select id from access_request where requester_id = ${id}
      union all select id from review where person_id = ${id}
      union all select id from reclaim where claimant_id = ${id}
      union all select id from seat where person_id = ${id}
      union all select id from role where person_id = ${id}
      union all select ${id}))`;
};

/** What agents have still to decide about an organization. */
export const openReviewsAt = (organizationId: string) =>
  build.all<{
    id: string;
    kind: ReviewKind;
    state: ReviewState;
    name: string | null;
    email: string | null;
  }>(sql`
    select v.id, v.kind, v.state, p.name, p.email from review v left join person p on p.id = v.person_id
    where v.organization_id = ${organizationId} and v.state in ${openReview} order by v.due_at limit 20`);

/** Something of somebody's that is still to be decided or to be gone on with. */
export interface OpenMatter {
  readonly is: "review" | "request" | "registration" | "account";
  readonly id: string;
  /** Of a review. */
  readonly kind: ReviewKind | null;
  readonly state: string;
  readonly since: number;
  /** Until when an agent is to decide. */
  readonly dueAt: number | null;
  readonly place: string | null;
  /** Who was asked to decide, by address. */
  readonly asked: string | null;
}

/** What is open of the person behind an address, the last on top. */
export const openMattersOf = (email: string, most: number) => {
  const id = sql`(select id from person where email = ${email})`;
  return build.all<OpenMatter>(sql`
    select * from (
      select 'review' as "is", v.id, v.kind, v.state, v.created_at as since, v.due_at,
        coalesce(o.name, s.domain_identifier) as place, null as asked
      from review v left join organization o on o.id = v.organization_id
      left join smart_account s on s.id = v.subject_id
      where v.person_id = ${id} and v.state in ${openReview}
      union all
      select 'request', a.id, null, a.state, a.created_at, null, coalesce(o.name, s.domain_identifier),
        (select group_concat(email, ', ') from link where subject_id = a.id and purpose = 'decideRequest'
          and acted_at is null and replaced_at is null)
      from access_request a left join organization o on o.id = a.organization_id
      left join smart_account s on s.id = a.account_id
      where a.requester_id = ${id} and a.state in ${listOf(accessRequest.open)}
      union all
      select 'registration', r.id, null, r.state, r.changed_at, null, o.name, null
      from registration r left join organization o on o.id = json_extract(r.answers, '$.organizationId')
      where r.person_id = ${id} and r.state in ${listOf(registration.open)}
      union all
      select 'account', s.id, null, s.state, s.changed_at, null, s.domain_identifier, s.authorizer_email
      from smart_account s where s.requester_id = ${id} and s.state in ${listOf(pending)})
    order by since desc limit ${most}`);
};
