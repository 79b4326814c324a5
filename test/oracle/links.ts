import { sql } from "drizzle-orm";
import { limits } from "#src/domain/limits.ts";
import { among, inOffice, type Invariant, requestsUpward } from "./invariant.ts";

/**
 * What each link that acted has moved: the audit rows of its subject at that instant, by whoever pressed its button; of two links
 * that one person used at one instant each has both.
 */
const acted = sql`acted as (
  select l.id, l.purpose, l.subject_id, l.acted_by, l.acted_at, a.operation_id, a.from_state, a.to_state
  from link l left join audit_event a on a.subject_id = l.subject_id and a.actor = l.acted_by and a.at = l.acted_at
    and a.refusal is null and a.action <> 'person.erase'
  where l.acted_at is not null)`;

/**
 * True of a change of address `c` that was made after a link acted, or undone since, of whoever had the link's address until then:
 * what strangers have addressed stays there. Of changes long ago the address is not kept.
 */
const hadThen = sql`(c.state in ('made', 'settled') and c.old_email in (l.email, '')
      and c.due_at - ${limits.addressChange.objectWithin} >= l.acted_at
    or c.state = 'undone' and c.new_email in (l.email, '') and c.changed_at >= l.acted_at)`;

/** The messages that follow from a link's one use, by what it leads to; each exactly once. */
const followUps: readonly [purpose: string, leadsTo: string, template: string][] = [
  ["confirmAddress", "administrator", "welcome"],
  ["confirmAddress", "administrator", "customer-administrator-granted"],
  ["confirmAddress", "administrator", "accept-terms"],
  ["confirmAddress", "underReview", "under-review"],
  ["decideRequest", "approved", "access-granted"],
  ["decideRequest", "denied", "access-denied"],
  ["decideRequest", "waiting", "information-asked"],
  ["activateAccount", "declined", "account-declined"],
];

/** Matters that one use of one link settles. */
const settledByOne = ["confirmAddress", "acceptNomination"];

export const links: readonly Invariant[] = [
  {
    id: "I3",
    says: "a link acts at most once; acted = one transition, one audit row, one follow-up e-mail of each kind",
    searches: () => [
      sql`select 'link ' || id || ' acted by nobody, or somebody acted at no time' as what
        from link where (acted_at is null) <> (acted_by is null)`,
      sql`select purpose || ' of ' || subject_id || ' acted by ' || count(*) || ' links' as what
        from link where acted_at is not null and purpose ${among(settledByOne)}
        group by purpose, subject_id having count(*) > 1`,
      sql`select 'link ' || l.id || ' acted for somebody to whom it was not sent' as what
        from link l join person p on p.id = l.acted_by where p.email <> l.email and l.email <> ''
          and l.purpose not in ('changeAddress', 'objectToChange')
          and not exists (select 1 from address_change c where c.person_id = p.id and ${hadThen})`,
      sql`with ${acted} select 'link ' || id || ' acted with ' || count(operation_id) || ' transitions' as what
        from acted group by id having count(operation_id) <> (select count(*) from link o where o.purpose = acted.purpose
          and o.subject_id = acted.subject_id and o.acted_by = acted.acted_by and o.acted_at = acted.acted_at)`,
      sql`with ${acted} select 'operation ' || operation_id || ' used up ' || count(*) || ' links' as what
        from acted where operation_id is not null group by operation_id having count(*) > (select count(*) from audit_event a
          where a.subject_id = acted.subject_id and a.actor = acted.acted_by and a.at = acted.acted_at and a.refusal is null)`,
      sql`select 'registration ' || r.id || ' went on without its link' as what from registration r
        where r.state = 'administrator' and exists (select 1 from link where subject_id = r.id)
          and not exists (select 1 from link where subject_id = r.id and acted_by = r.person_id)
          and not exists (select 1 from seat s join review v on v.id = s.origin_id
            where s.person_id = r.person_id and v.state = 'appointed')`,
      sql`with ${acted}, due (purpose, to_state, template) as materialized (
          select value ->> 0, value ->> 1, value ->> 2 from json_each(${JSON.stringify(followUps)}))
        select 'link ' || c.id || ' led to ' || count(o.id) || ' messages ' || due.template as what
        from acted c join due on due.purpose = c.purpose and due.to_state = c.to_state
        left join outbox o on o.operation_id = c.operation_id and o.template = due.template
        group by c.id, due.template having count(o.id) <> 1`,
      sql`with recursive ${acted}, ${requestsUpward}
        select 'link ' || t.id || ' took an answer that nobody was told of' as what from acted t
        join link l on l.id = t.id
        where t.purpose = 'answerQuestion' and t.operation_id is not null
          and not exists (select 1 from outbox o
            where o.operation_id = t.operation_id and o.template = 'answer-received')
          and (exists (select 1 from review where id = t.subject_id)
            or exists (select 1 from link d join person p on p.email = d.email
              where d.subject_id = t.subject_id and d.purpose = 'decideRequest' and d.created_at <= l.acted_at
                and exists (select 1 from upward join seat s on s.organization_id = upward.id
                  where upward.request_id = t.subject_id and s.person_id = p.id
                    and ${inOffice(sql`s`, sql`l.acted_at`)})))`,
    ],
  },
];
