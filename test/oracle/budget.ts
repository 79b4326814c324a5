import { type SQL, sql } from "drizzle-orm";
import { limits, window } from "#src/domain/limits.ts";
import type { Invariant } from "./invariant.ts";

const { addressChange } = limits;
const { toOne, toOneFromOutside, byOne, byCompany, summary } = limits.mail;

/** Messages that left, each with how many before it within a day have the same in a column. */
const more = (of: SQL, column: SQL, most: number, condition: SQL = sql`true`) => sql`
  select ${of} || id || ' is number ' || number || ' of a day' as what from (
    select id, count(*) over (partition by ${column} order by created_at
      range between ${sql.raw(String(window.day - 1))} preceding and current row) as number
    from outbox where mailbox is not null and ${column} is not null and ${condition})
  where number > ${most}`;

const onBudget = sql`invitation = 0`;

export const budget: readonly Invariant[] = [
  {
    id: "I18",
    says: "nobody is written to, and nobody makes the portal write, more than the budget; whoever never came is invited once from outside and once by a colleague, and once more when somebody wants it so",
    searches: () => [
      more(sql`'to one mailbox: '`, sql`mailbox`, toOne, onBudget),
      more(
        sql`'to one mailbox from outside: '`,
        sql`mailbox`,
        toOneFromOutside,
        sql`${onBudget} and outside = 1`,
      ),
      more(sql`'by one person: '`, sql`causer`, byOne),
      more(sql`'by one company: '`, sql`causer_domain`, byCompany),
      sql`select 'the summary ' || o.id || ' came too soon after ' || b.id as what
        from outbox o join outbox b on b.recipient = o.recipient and b.template = 'summary' and b.id <> o.id
          and b.created_at <= o.created_at and b.created_at > o.created_at - ${summary.pause}
        where o.template = 'summary'`,
      // What the portal repeats by itself is of whoever asked first.
      sql`select mailbox || ' was invited to ' || count(*) || ' things' as what from (
          select mailbox, min(outside) as outside from outbox where invitation = 1 and mailbox is not null
          group by mailbox, coalesce(link_id, id))
        group by mailbox, outside having count(*) > ${limits.people.invitations}`,
      sql`select 'message ' || id || ' counts, and was not sent' as what from outbox
        where mailbox is not null and state in ('gathered', 'summarized', 'withheld')`,
      sql`select 'message ' || id || ' left to ' || recipient || ', who has never signed in, and is no invitation' as what
        from outbox where causer is not null and mailbox is not null and invitation = 0 and not exists (
          select 1 from person where email = recipient and email_verified = 1)
          and not exists (select 1 from address_change c where c.new_email = recipient and c.state = 'undone'
            or c.old_email in (recipient, '') and c.state in ('made', 'settled')
              and c.due_at - ${addressChange.objectWithin} >= outbox.created_at)
          and template <> 'review-waiting' and template <> 'answer-received'`,
    ],
  },
];
