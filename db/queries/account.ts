import { and, eq, gt, lt, lte, sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { mover } from "#db/move.ts";
import { smartAccount } from "#db/schema/account.ts";
import {
  type AccountKind,
  type AccountState,
  pending,
  smartAccount as lifecycle,
} from "#src/domain/account.ts";
import { type Company, companyFields } from "#src/domain/company.ts";
import { asciiDomain } from "#src/domain/email.ts";
import type { AccountId, LinkId, PersonId } from "#src/domain/ids.ts";
import type { AccountAnswers } from "#src/domain/journeys/account/answers.ts";
import { limits } from "#src/domain/limits.ts";
import type { MessageState } from "#src/domain/message.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";
import { emailAt } from "./person.ts";

/** An account of any state with its requester, its authorizer as far as known, and its newest activation link. Of a
 * draft, the authorizer is the one answered so far; once it is settled, the requester has the address of then. */
export interface AccountRow {
  readonly id: AccountId;
  readonly kind: AccountKind;
  readonly state: AccountState;
  /** JSON of `AccountAnswers`. */
  readonly answers: string;
  readonly domainIdentifier: string | null;
  readonly name: string | null;
  readonly companyName: string | null;
  readonly country: string | null;
  readonly address: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly authorizerEmail: string | null;
  /** As chosen by the requester. */
  readonly authorizerLanguage: Language | null;
  readonly message: string | null;
  readonly userNote: string | null;
  readonly activationSentAt: number | null;
  readonly warnings: number;
  readonly comment: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly activatedAt: number | null;
  readonly endedAt: number | null;
  readonly requesterId: PersonId;
  readonly requesterName: string;
  readonly requesterEmail: string;
  readonly requesterCompany: string | null;
  readonly requesterLanguage: Language | null;
  readonly authorizerId: PersonId | null;
  readonly authorizerName: string | null;
  /** The authorizer's access is suspended: 1 or 0. */
  readonly authorizerDisabled: 0 | 1;
  /** Of the authorizer's own profile. */
  readonly authorizerReads: Language | null;
  readonly linkId: LinkId | null;
  /** What became of the last message with that link that was meant to leave; withheld: none was. */
  readonly delivery: MessageState | null;
}

/** When a request `c` was settled; null while it waits. */
const settledAt = sql`coalesce(c.activated_at, c.ended_at)`;

/** What is settled tells where its requester was then; what waits is asked with the address of today. */
const requesterEmail = sql`iif(${settledAt} is null, q.email, ${emailAt("q", settledAt)})`;

/** Who has activated or declined `c`, by its link `l`; else whoever has the address that is asked, now. */
const authorizerId = sql`coalesce(iif(c.state in ('active', 'declined'), l.acted_by, null), (select id from person
  where email = coalesce(c.authorizer_email, json_extract(c.answers, '$.authorizerEmail'))))`;

export const answersOf = ({ answers }: Pick<AccountRow, "answers">) => JSON.parse(answers) as AccountAnswers;

/** So many requests at most end with the activation of another; what is left waits in vain, and expires. */
const mostOvertaken = 20;

/** Accounts `c` that meet a condition, the newest first. */
export const accountsWhere = (condition: SQL, most: number) =>
  build.all<AccountRow>(sql`
    select c.id, c.kind, c.state, c.answers, c.domain_identifier, c.name,
      c.company_name, c.country, c.address, c.address2, c.city, c.region, c.postal_code,
      c.authorizer_email, c.authorizer_language, c.message,
      c.user_note, c.activation_sent_at, c.warnings, c.comment,
      c.created_at, c.changed_at, c.activated_at, c.ended_at,
      c.requester_id, q.name as requester_name, ${requesterEmail} as requester_email,
      q.company as requester_company, q.language as requester_language,
      p.id as authorizer_id, p.name as authorizer_name, p.language as authorizer_reads,
      p.disabled_at is not null as authorizer_disabled, l.id as link_id,
      (select m.state from outbox m where m.link_id = l.id
        order by m.state = 'withheld', m.created_at desc limit 1) as delivery
    from smart_account c
    join person q on q.id = c.requester_id
    left join link l on l.id = (select id from link where subject_id = c.id and purpose = 'activateAccount'
      order by created_at desc limit 1)
    left join person p on p.id = ${authorizerId}
    where ${condition} order by c.created_at desc limit ${most}`);

export const accountById = (id: SQL | string) => accountsWhere(sql`c.id = ${id}`, 1);

/** The account in use that has an identifier for itself. */
export const holderOf = (identifier: SQL | string) =>
  accountsWhere(sql`c.domain_identifier = ${identifier} and c.state = 'active'`, 1);

/** The same person's newest request for an identifier that still waits; it may be past its time. */
export const ownPendingFor = (personId: SQL, identifier: string) =>
  accountsWhere(
    sql`c.requester_id = ${personId} and c.domain_identifier = ${identifier} and c.state in ${listOf(pending)}`,
    1,
  );

/** Requests for an identifier that still wait, newest first; some may be past their time. */
export const pendingFor = (identifier: SQL | string) =>
  accountsWhere(sql`c.domain_identifier = ${identifier} and c.state in ${listOf(pending)}`, mostOvertaken);

/** The ids of the same, for use behind `in`. */
export const idsPendingFor = (identifier: SQL | string) => sql`(select id from smart_account
  where domain_identifier = ${identifier} and state in ${listOf(pending)} order by created_at desc limit ${mostOvertaken})`;

/** Who requested an account, for use inside of another statement. */
export const requesterOf = (id: SQL | string) =>
  sql`(select requester_id from smart_account where id = ${id})`;

/** What somebody has requested and sent, newest first. */
export const accountsRequestedBy = (personId: SQL) =>
  accountsWhere(sql`c.requester_id = ${personId} and c.state <> 'draft'`, 100);

const move = mover(smartAccount, lifecycle);

/** Moves an account on by an event, from the state and version in which it was read, with what belongs to it. */
export const moveAccount = Object.assign(
  (
    { id, state, changedAt }: Pick<AccountRow, "id" | "state" | "changedAt">,
    event: Parameters<typeof move>[1],
    changes: Parameters<typeof move>[2],
    guard?: SQL,
  ) =>
    move(
      { id, state },
      event,
      { ...changes, changedAt: Math.max(changes.changedAt, changedAt + 1) },
      and(eq(smartAccount.changedAt, changedAt), guard),
    ),
  { lifecycle },
);

/** The answers of an account that comes into use: whom its requester has nominated is told by rows of their own, which are emptied. */
export const withoutNominees = sql`json_remove(answers, '$.adminEmails', '$.userEmails', '$.nominateSelf')`;

const { activateWithin, warnBefore } = limits.account;

/** True as long as the activation e-mail's 90 days run. */
export const isInTime = (now: number) => gt(smartAccount.activationSentAt, now - activateWithin);

/** True once they are over. */
export const isPastTime = (now: number) => lte(smartAccount.activationSentAt, now - activateWithin);

/** Notes that so many of the warnings before the end were sent, as long as there were fewer. */
export const noteWarnings = (id: AccountId, warnings: number, now: number) =>
  build
    .update(smartAccount)
    .set({ warnings })
    .where(
      and(
        eq(smartAccount.id, id),
        eq(smartAccount.state, "provisional"),
        lt(smartAccount.warnings, warnings),
        isInTime(now),
      ),
    );

/** Provisional accounts whose time is over. */
export const accountsPastTime = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select id, activation_sent_at as stage from smart_account
    where state = 'provisional' and activation_sent_at <= ${now - activateWithin} and id > ${after}
    order by id limit ${most}`);

/** Provisional accounts about which fewer warnings were sent than are due by now. */
export function accountsToWarn(now: number, after: string, most: number) {
  const reached = sql.join(
    warnBefore.map((before) => sql`(activation_sent_at <= ${now - activateWithin + before})`),
    sql` + `,
  );
  return build.all<Due>(sql`
    select id, activation_sent_at || '-' || (${reached}) as stage from smart_account
    where state = 'provisional' and activation_sent_at > ${now - activateWithin}
      and activation_sent_at <= ${now - activateWithin + Math.max(...warnBefore)}
      and warnings < ${reached} and id > ${after} order by id limit ${most}`);
}

/** What an address may activate. */
export const accountsToActivate = (email: SQL, now: number) =>
  build.all<{ id: AccountId; name: string }>(sql`
    select id, name from smart_account where authorizer_email = ${email} and state = 'provisional'
      and activation_sent_at > ${now - activateWithin}`);

/** The identifier that is typed, else the one of an account, for use inside another statement. */
export const identifierOr = (typed: string, id: SQL) =>
  sql`coalesce(nullif(${typed}, ''), (select domain_identifier from smart_account where id = ${id}))`;

/** An identifier may be written in any case, or with letters of any script. */
export const asKept = (domain: string) => asciiDomain(domain) ?? "";

/** The id of the account in use with this identifier, for use inside another statement. */
export const accountIdOf = (domain: string) =>
  sql`(select id from smart_account where domain_identifier = ${asKept(domain)} and state = 'active')`;

/** The account in use with this identifier; before its activation and after its end there is none (src/domain/README.md 3.5). */
export const activeAccount = (domain: string) =>
  build
    .select()
    .from(smartAccount)
    .where(and(eq(smartAccount.domainIdentifier, asKept(domain)), eq(smartAccount.state, "active")));

/** Another name and other company details for an account in use; what does not apply is kept as nothing. */
export const changeDetails = (id: AccountId, { name, ...company }: Company & { readonly name: string }) =>
  build
    .update(smartAccount)
    .set({ name, ...Object.fromEntries(companyFields.map((field) => [field, company[field] || null])) })
    .where(and(eq(smartAccount.id, id), eq(smartAccount.state, "active")));

/** Another identifier for an account in use, as long as it has the one with which it was read; a unique index keeps two apart. */
export const identify = (id: AccountId, was: string, wanted: string) =>
  build
    .update(smartAccount)
    .set({ domainIdentifier: wanted })
    .where(
      and(eq(smartAccount.id, id), eq(smartAccount.state, "active"), eq(smartAccount.domainIdentifier, was)),
    );

/** True as long as an account is in use. */
export const isActiveAccount = (id: AccountId) =>
  sql`exists (select 1 from smart_account where id = ${id} and state = 'active')`;
