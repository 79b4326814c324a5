import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { outbox } from "#db/schema/outbox.ts";
import { unwanted } from "#db/schema/outbox.ts";
import type { LinkId, OperationId, PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { message } from "#src/domain/message.ts";
import { domainIn, suffixesOf } from "./email-domain.ts";
import { isSuspendedAddress, peopleOfMailbox } from "./person.ts";
import type { Allowance } from "./record.ts";

type Row = typeof outbox.$inferInsert;

interface Invitation extends Pick<Row, "subject" | "html" | "text" | "unsubscribe"> {
  /** Somebody wants it sent once more: to whoever has come meanwhile it is not. */
  readonly again: boolean;
}

/** A message to somebody who has signed in, and what somebody who never has is sent in its place. */
export interface Message {
  readonly row: Row;
  readonly invitation: Invitation | null;
  /** True of an agent, and of whoever an agent appoints: written to whether or not this address has signed in. */
  readonly isKnown: boolean;
  /** It goes to somebody whose access is suspended too. */
  readonly inAnyCase: boolean;
}

/** On whose budget a message goes, and how much of each is left to it. */
export interface Budget {
  /** Its reader has asked for it: then it counts only as an invitation. */
  readonly asked: boolean;
  readonly mailbox: string;
  /** The mailbox as it is kept of those who want nothing more, the newest first. */
  readonly mailboxHashes: readonly string[];
  /** Null: the portal itself. */
  readonly causer: PersonId | null;
  /** By which it is counted, whatever stands behind a plus. */
  readonly causerMailbox: string | null;
  readonly company: string | null;
  readonly outside: boolean;
  readonly allowed: Readonly<Record<"toOne" | "toOneFromOutside" | "byOne" | "byCompany", Allowance>>;
}

const { to: gathered } = message.transition("gather");
const { to: withheld } = message.transition("withhold");

/** Why a message does not leave that otherwise might have: whoever causes it has caused too many. */
const overBudget = "over budget";

const within = ({ since, most }: Allowance, condition: SQL) =>
  sql`(select count(*) from outbox where ${condition} and created_at > ${since}) < ${most}`;

const all = (...conditions: readonly SQL[]) => sql.join([sql`true`, ...conditions], sql` and `);

/** Of the causer by the id too: in the write of a change of address the mailbox is nobody's any more. */
const causerFits = ({ causer, causerMailbox, company, allowed }: Budget) =>
  causerMailbox === null
    ? sql`true`
    : all(
        within(
          allowed.byOne,
          sql`causer in (select ${causer} union select id from ${peopleOfMailbox(causerMailbox)})`,
        ),
        within(allowed.byCompany, sql`causer_domain = ${company}`),
      );

const readerFits = ({ mailbox, outside, allowed }: Budget) =>
  all(
    within(allowed.toOne, sql`mailbox = ${mailbox}`),
    ...(outside ? [within(allowed.toOneFromOutside, sql`mailbox = ${mailbox} and outside = 1`)] : []),
  );

/**
 * Nobody is invited a second time unless somebody wants it sent once more; a colleague's invitation is counted with those of
 * colleagues alone, so that no stranger uses it up. The portal by itself only repeats the matter of an invitation, by its link.
 */
const mayInvite = (budget: Budget, again: boolean, linkId: LinkId | null | undefined) =>
  all(
    sql`not exists (select 1 from unwanted where mailbox_hash in (
      select value from json_each(${JSON.stringify(budget.mailboxHashes)})))`,
    budget.causer === null
      ? sql`exists (select 1 from outbox where mailbox = ${budget.mailbox} and invitation = 1
          and link_id = ${linkId ?? null})`
      : sql`(select count(*) from outbox where mailbox = ${budget.mailbox} and invitation = 1
          and outside <= ${budget.outside}) < ${again ? limits.people.invitations : 1}`,
    causerFits(budget),
  );

/**
 * Writes a message of a command as what it may be at that instant: sent, gathered into a summary, or withheld from whoever
 * has never signed in; so that no two at once can both be the last that fits (SECURITY.md 11).
 */
export function addBudgeted({ row, invitation, isKnown, inAnyCase }: Message, budget: Budget) {
  const either = (known: string | null | undefined, stranger: string | null | undefined) =>
    sql`iif(known, ${known ?? null}, ${stranger ?? null})`;
  const fits = budget.asked ? sql`true` : all(readerFits(budget), causerFits(budget));
  const counted = (value: string | number | null) =>
    sql`iif(state = 'queued' and (${!budget.asked} or not known), ${value}, null)`;
  // Whatever becomes of it, it costs its causer the same: else the budget would tell who has signed in, or is suspended.
  const caused = (value: string | null) =>
    sql`iif(${budget.asked ? sql`state = 'queued' and not known` : causerFits(budget)}, ${value}, null)`;
  // Materialized, since else the planner puts the whole decision in the place of each word that takes it.
  return build.run(sql`
    with reader (known) as materialized (select ${isKnown} or exists (
        select 1 from person where email = ${row.recipient} and email_verified = 1)),
      decided (known, state) as materialized (select known, case
        when ${inAnyCase ? sql`false` : isSuspendedAddress(row.recipient)} then ${withheld}
        when known then ${invitation?.again ? sql`${withheld}` : sql`iif(${fits}, 'queued', ${gathered})`}
        else ${invitation ? sql`iif(${mayInvite(budget, invitation.again, row.linkId)}, 'queued', ${withheld})` : sql`${withheld}`} end
        from reader)
    insert into outbox (id, template, recipient, language, priority, subject, html, text, unsubscribe, link_id,
      operation_id, state, due_at, created_at, changed_at, mailbox, causer, causer_domain, outside, invitation, problem)
    select ${row.id}, ${row.template}, ${row.recipient}, ${row.language}, ${row.priority},
      ${either(row.subject, invitation?.subject ?? "")}, ${either(row.html, invitation?.html ?? "")},
      ${either(row.text, invitation?.text ?? "")}, ${either(row.unsubscribe, invitation?.unsubscribe)},
      ${row.linkId ?? null}, ${row.operationId ?? null}, state, ${row.dueAt}, ${row.createdAt}, ${row.changedAt},
      ${counted(budget.mailbox)}, ${caused(budget.causer)}, ${caused(budget.company)},
      ${budget.outside}, state = 'queued' and not known,
      iif(state <> 'queued' and not (${causerFits(budget)}), ${overBudget}, null)
    from decided`);
}

/** Who has caused messages since then, the latest first: this mailbox, and all of the company of an address. */
export const causedBy = (mailbox: SQL, email: SQL, since: number) =>
  build.all<{ by: "one" | "company"; at: number }>(sql`
    with recursive asker (email) as (select ${email}), ${suffixesOf(sql`(select email from asker)`)}
    select * from (
      select 'one' as by, o.created_at as at from ${peopleOfMailbox(mailbox)} p cross join outbox o on o.causer = p.id and o.created_at > ${since}
      union all select 'company', o.created_at from suffix
        cross join outbox o on o.causer_domain = suffix.domain and o.created_at > ${since})
    order by at desc`);

/** That somebody may cause one more message at the instant of a write. */
export const mayCause = causerFits;

const recipientIsOf = (company: string) => sql`${domainIn(sql`recipient`)} = ${company}`;

/**
 * An operation goes on to a page that says so when one of its messages does not leave at once: its causer may have no more written, or
 * it is to a colleague. Of a stranger it is not said, since a message that comes later tells that its reader has come.
 */
export const noteGathered = (id: OperationId, told: string, company: string) =>
  build.run(sql`
    update operation set next = next || iif(instr(next, '?'), '&', '?') || ${told} where id = ${id}
      and exists (select 1 from outbox where operation_id = ${id} and (problem = ${overBudget}
        or ${recipientIsOf(company)} and (state = ${gathered}
          or state = ${withheld} and not exists (select 1 from person where email = recipient and disabled_at is not null))))`);

/** Whoever reads this mailbox wants nothing more. */
export const refuseMail = (mailboxHash: string, at: number) =>
  build.insert(unwanted).values({ mailboxHash, at }).onConflictDoNothing();

/** Whoever reads this mailbox has signed in, and is written to again; the marks are of each of the portal's secrets. */
export const welcomeMail = (hashes: readonly string[]) =>
  build.run(sql`delete from unwanted where mailbox_hash in (
    select value from json_each(${JSON.stringify(hashes)}))`);

/** Whether one of these marks is of a mailbox whose reader wants nothing more. */
export const areUnwanted = (hashes: readonly string[]) =>
  build.all<{ at: number }>(sql`
    select at from unwanted where mailbox_hash in (select value from json_each(${JSON.stringify(hashes)}))`);

export const isUnwanted = (mailboxHash: string) =>
  build
    .select({ at: unwanted.at })
    .from(unwanted)
    .where(sql`${unwanted.mailboxHash} = ${mailboxHash}`);
