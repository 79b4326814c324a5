import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { mover } from "#db/move.ts";
import { review } from "#db/schema/review.ts";
import type { OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import {
  lateBefore,
  review as lifecycle,
  type ReviewKind,
  type ReviewReason,
  type ReviewState,
} from "#src/domain/review.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";
import { keyName } from "./api-key.ts";
import { suffixesOf } from "./email-domain.ts";
import { emailOf, idByEmail, mailboxById, peopleOfMailbox } from "./person.ts";

export const addReview = (row: typeof review.$inferInsert) => build.insert(review).values(row);

/** Moves a review on by an event, from the state in which it was read, with what belongs to it. */
export const moveReview = mover(review, lifecycle);

/** The states in which a review waits for an agent, or for the person's answer. */
export const openReview = listOf(lifecycle.open);

/** A review with the person, its place and what it rests on. */
export interface ReviewRow {
  readonly id: ReviewId;
  readonly state: ReviewState;
  readonly kind: ReviewKind;
  readonly subjectId: string;
  readonly organizationId: OrganizationId | null;
  readonly organizationName: string | null;
  /** The domain identifier of the Smart Account that it is about. */
  readonly domainIdentifier: string | null;
  /** JSON: a list of `ReviewReason`. */
  readonly reasons: string;
  readonly question: string | null;
  readonly answer: string | null;
  /** Another identifier that is asked for a Smart Account in use. */
  readonly wanted: string | null;
  readonly comment: string | null;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: PersonId | null;
  readonly decidedByName: string | null;
  /** The agent who is on it. */
  readonly ownerId: PersonId | null;
  readonly ownerName: string | null;
  /** Of agents for agents. */
  readonly note: string | null;
  /** Whom it is about; null for an organization that nobody administers. */
  readonly personId: PersonId | null;
  /** The registrable domain of that person's address. */
  readonly domain: string | null;
  readonly name: string | null;
  readonly email: string | null;
  /** Who was named to activate the Smart Account. */
  readonly authorizerEmail: string | null;
  readonly company: string | null;
  readonly phone: string | null;
  readonly language: Language | null;
  /** The address is confirmed: 1 or 0. */
  readonly confirmed: 0 | 1 | null;
  readonly disabledAt: number | null;
  readonly contractNumber: string | null;
  readonly serialNumber: string | null;
}

/** What a review, its person and its place are read from. */
export const joined = sql`review v
    left join access_request a on a.id = v.subject_id
    left join reclaim c on c.id = v.subject_id
    left join registration r on r.id = coalesce(c.registration_id, v.subject_id)
    left join smart_account s on s.id = coalesce(a.account_id, v.subject_id)
    left join person p on p.id = v.person_id
    left join organization o on o.id = v.organization_id`;

/** Reviews that meet a condition on `joined`. */
export const reviewsWhere = (condition: SQL, most: number, order = sql`v.due_at`) =>
  build.all<ReviewRow>(sql`
    select v.id, v.state, v.kind, v.subject_id, v.organization_id,
      o.name as organization_name, s.domain_identifier, s.authorizer_email, v.reasons, v.question, v.answer, v.wanted, v.comment, v.due_at,
      v.domain, v.created_at, v.decided_at, v.decided_by, coalesce(d.name, ${keyName(sql`v.decided_by`)}) as decided_by_name,
      v.owner_id, w.name as owner_name, v.note,
      p.id as person_id, p.name, p.email, p.company, p.phone, p.language, p.email_verified as confirmed,
      p.disabled_at,
      coalesce(a.contract_number, json_extract(r.answers, '$.contractNumber')) as contract_number,
      coalesce(a.serial_number, json_extract(r.answers, '$.serialNumber')) as serial_number
    from ${joined}
    left join person d on d.id = v.decided_by
    left join person w on w.id = v.owner_id
    where ${condition} order by ${order} limit ${most}`);

export const reviewById = (id: SQL | string) => reviewsWhere(sql`v.id = ${id}`, 1);

/** What waits for agents: something to decide, or what somebody thinks of the portal; neither takes the other's place. */
export type CaseKind = "case" | "feedback";

const isOf = (kind: CaseKind, column: string) =>
  sql`${sql.raw(column)} ${sql.raw(kind === "feedback" ? "=" : "<>")} 'feedback'`;

/** How many open cases the mailbox of a person has caused, by whichever spelling, and how many came from the registrable domain of that person's address. */
export const casesCausedBy = (personId: SQL, kind: CaseKind = "case") => {
  const counts = sql`v.state in ${openReview} and ${isOf(kind, "v.kind")}`;
  return build.all<{ own: number; domain: number }>(sql`
    with recursive ${suffixesOf(emailOf(personId))}
    select (select count(*) from review v where v.person_id in ${peopleOfMailbox(mailboxById(personId))} and ${counts}) as own,
      (select count(*) from suffix cross join review v on v.domain = suffix.domain where ${counts}) as domain`);
};

/** True while fewer cases are open of a mailbox, or of a domain. */
export const fewerCases = (
  of: { readonly mailbox: string } | { readonly domain: string },
  most: number,
  kind: CaseKind = "case",
) =>
  sql`(select count(*) from review where ${
    "domain" in of ? sql`domain = ${of.domain}` : sql`person_id in ${peopleOfMailbox(of.mailbox)}`
  } and state in ${openReview} and ${isOf(kind, "kind")}) < ${most}`;

/** The agents as readers, each with how many open cases of which domain they were told after an instant, as JSON. */
export const agentReaders = (emails: readonly string[], since: number) =>
  build.all<{ email: string; name: string; language: Language | null; told: string; toldAny: 0 | 1 }>(sql`
    select agent.value as email, coalesce(p.name, '') as name, p.language,
      exists (select 1 from review where state in ${openReview} and told_at > ${since}) as told_any,
      (select json_group_object(domain, many) from (
        select domain, count(*) as many from review
        where state in ${openReview} and told_at > ${since} and domain is not null group by domain)) as told
    from json_each(${JSON.stringify(emails)}) agent left join person p on p.email = agent.value
    where p.disabled_at is null`);

/** Of how many open cases of a domain agents have heard just now. */
export const casesTold = ([first]: readonly { readonly told: string }[], domain: string) =>
  first ? ((JSON.parse(first.told) as Readonly<Record<string, number>>)[domain] ?? 0) : 0;

/**
 * That agents are to be told of cases, once the oldest of which they were not told waits since before an instant; feedback
 * alone, for which nobody waits, so much later.
 */
export const agentsToTell = (before: number, calm: number, after: string, most: number) =>
  build.all<Due>(sql`
    select 'agents' as id, first || '-' || many as stage from (
      select min(created_at + iif(kind = 'feedback', ${calm}, 0)) as first, count(*) as many from review
      where state in ${openReview} and told_at is null)
    where first <= ${before} and 'agents' > ${after} limit ${most}`);

/** Open cases of which agents were not told, what is due first on top. */
export const untoldReviews = (most: number) =>
  reviewsWhere(sql`v.state in ${openReview} and v.told_at is null`, most, sql`v.due_at, v.id`);

/** Notes that agents were told of all that waited for it at an instant. */
export const noteTold = (now: number) =>
  build.run(sql`update review set told_at = ${now} where state in ${openReview} and told_at is null`);

/** True of a review `v` that an agent should have decided on, and of which it is time to tell that it is late. */
const lateUntold = (now: number) => sql`v.state = 'open' and v.due_at <= ${lateBefore(now)} and not exists (
  select 1 from audit_event e where e.subject_id = v.id and e.action = 'review.late' and e.at >= v.due_at)`;

/** That it is to be told which reviews are late. */
export const lateToTell = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select 'late' as id, first || '-' || many as stage from (
      select min(v.due_at) as first, count(*) as many from review v where ${lateUntold(now)})
    where many > 0 and 'late' > ${after} limit ${most}`);

/** The late reviews of which nobody was told, the oldest first. */
export const lateReviews = (now: number, most: number) =>
  reviewsWhere(lateUntold(now), most, sql`v.due_at, v.id`);

/** What was decided or settled, the last on top. */
export const settledReviews = (most: number) =>
  reviewsWhere(sql`v.decided_at is not null`, most, sql`v.decided_at desc`);

/** A column of a review, for use inside of another statement. */
export const ofReview = (id: string, column: "subject_id" | "person_id" | "organization_id" | "wanted") =>
  sql`(select ${sql.raw(column)} from review where id = ${id})`;

/** Whom a review is about, else the person behind an address; for use inside of another statement. */
export const personOfReview = (id: string, email: string) =>
  sql`coalesce(${ofReview(id, "person_id")}, ${idByEmail(email)})`;

/** The account whose administrators a review has to do with: that of a request for access, or itself. */
export const accountOfReview = (id: string) => sql`(
  select coalesce(a.account_id, v.subject_id) from review v left join access_request a on a.id = v.subject_id
  where v.id = ${id})`;

/** The request that a review is about, else the one that an appointment settles; for use inside of another statement. */
export const requestOfReview = (id: string, settled: SQL) =>
  sql`coalesce((select id from access_request where id = ${ofReview(id, "subject_id")}), ${settled})`;

/** The registration that a review is about, for use inside of another statement. */
export const registrationOfReview = (id: string) => sql`(
  select coalesce(c.registration_id, a.registration_id, case when v.kind in ('registration', 'association') then v.subject_id end)
  from review v left join reclaim c on c.id = v.subject_id left join access_request a on a.id = v.subject_id
  where v.id = ${id})`;

export const reasonsOf = ({ reasons }: Pick<ReviewRow, "reasons">) =>
  JSON.parse(reasons) as readonly ReviewReason[];

/** What an agent is still to decide about the identifiers of accounts: of one by its id, or of several by a list. */
export const identifierReviews = (accounts: string | SQL) =>
  build.all<{ id: ReviewId; state: ReviewState; dueAt: number; subjectId: string }>(sql`
    select id, state, due_at, subject_id from review
    where subject_id in ${typeof accounts === "string" ? sql`(${accounts})` : accounts} and kind = 'identifier' and state in ${openReview}`);

/** Whether an agent has approved that the identifier of an account is foreign to who activates it. */
export const identifierApproval = (accountId: SQL) =>
  build.all<{ id: ReviewId }>(sql`
    select id from review where subject_id = ${accountId} and kind = 'identifier' and state = 'approved'
      and exists (select 1 from json_each(reasons) where value = 'foreignIdentifier') limit 1`);
