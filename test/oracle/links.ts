import { sql } from "drizzle-orm";
import type { Invariant } from "./invariant.ts";

/** What follows from a link's one use: the audit rows of its operation, by the state that they lead to. */
const confirmed = sql`confirmed as (
  select l.id, l.subject_id, a.operation_id, a.to_state, count(a.id) as times
  from link l left join audit_event a on a.subject_id = l.subject_id and a.action = 'registration.confirm-address'
  where l.purpose = 'confirmAddress' and l.acted_at is not null group by l.id, a.operation_id, a.to_state)`;

export const links: readonly Invariant[] = [
  {
    id: "I3",
    says: "a link acts at most once; acted = one transition, one audit row, one follow-up e-mail of each kind",
    searches: () => [
      sql`select 'link ' || id || ' acted by nobody, or somebody acted at no time' as what
        from link where (acted_at is null) <> (acted_by is null)`,
      sql`select purpose || ' of ' || subject_id || ' acted by ' || count(*) || ' links' as what
        from link where acted_at is not null group by purpose, subject_id having count(*) > 1`,
      sql`select 'link ' || l.id || ' acted for somebody to whom it was not sent' as what
        from link l join person p on p.id = l.acted_by where p.email <> l.email`,
      sql`with ${confirmed} select 'link ' || id || ' acted with ' || sum(times) || ' transitions' as what
        from confirmed group by id having count(operation_id) <> 1 or sum(times) <> 1`,
      sql`select 'registration ' || r.id || ' went on without its link' as what from registration r
        where r.state = 'administrator' and exists (select 1 from link where subject_id = r.id)
          and not exists (select 1 from link where subject_id = r.id and acted_by = r.person_id)`,
      sql`with ${confirmed}, due (to_state, template) as (
          values ('administrator', 'welcome'), ('administrator', 'customer-administrator-granted'),
            ('administrator', 'accept-terms'), ('underReview', 'under-review'))
        select 'link ' || c.id || ' led to ' || count(o.id) || ' messages ' || due.template as what
        from confirmed c join due on due.to_state = c.to_state
        left join outbox o on o.operation_id = c.operation_id and o.template = due.template
        group by c.id, due.template having count(o.id) <> 1`,
      sql`select 'link ' || l.id || ' accepted terms ' || count(a.id) || ' times' as what
        from link l left join audit_event a on a.subject_id = l.subject_id and a.action = 'seat.accept-terms'
          and a.actor = l.acted_by and a.at = l.acted_at
        where l.purpose = 'acceptTerms' and l.acted_at is not null group by l.id having count(a.id) <> 1`,
    ],
  },
  {
    id: "I8",
    says: "expired is never approved or activated, nor the reverse",
    searches: () => [
      sql`select 'link ' || id || ' acted outside its time' as what
        from link where acted_at >= expires_at or acted_at < created_at`,
      sql`select 'link ' || id || ' was replaced and acted' as what
        from link where acted_at is not null and replaced_at is not null`,
    ],
  },
];
