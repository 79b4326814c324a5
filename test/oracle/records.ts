import { sql } from "drizzle-orm";
import { type Invariant, rowsOf } from "./invariant.ts";

/** What moves from state to state, as it is now. */
const moving = sql`moving (id, state) as (
  select id, state from registration union all select id, state from review
  union all select id, state from access_request)`;

export const records: readonly Invariant[] = [
  {
    id: "I6",
    says: "every transition has an audit row with its operation id",
    searches: () => [
      sql`with ${moving} select m.id || ' is ' || m.state || ', which no audit row says' as what from moving m
        where m.state is not (select to_state from audit_event where subject_id = m.id order by id desc limit 1)`,
      sql`with ${moving}, told as (
          select a.id, a.subject_id, a.from_state, lag(a.to_state) over (partition by a.subject_id order by a.id) as before,
            row_number() over (partition by a.subject_id order by a.id) as place
          from audit_event a join moving m on m.id = a.subject_id)
        select 'audit row ' || id || ' of ' || subject_id || ' does not follow from the one before' as what
        from told where place > 1 and from_state is not before`,
      sql`select 'seat ' || s.id || ' was given without an audit row' as what from seat s
        where not exists (select 1 from audit_event where subject_id = s.id and to_state = s.origin)`,
      sql`select 'audit row ' || a.id || ' belongs to no operation' as what from audit_event a
        where not exists (select 1 from operation where id = a.operation_id)`,
      sql`select 'operation ' || o.id || ' left no audit row' as what from operation o
        where o.action <> 'session.request-code' and not exists (select 1 from audit_event where operation_id = o.id)`,
    ],
  },
  {
    id: "I11",
    says: "the same operation id gives the same result",
    searches: () => [
      sql`select 'operation ' || operation_id || ' moved ' || subject_id || ' ' || count(*) || ' times' as what
        from audit_event group by operation_id, action, subject_id having count(*) > 1`,
      sql`select 'operation ' || operation_id || ' wrote ' || count(*) || ' messages ' || template as what
        from outbox where operation_id is not null group by operation_id, template, recipient having count(*) > 1`,
    ],
  },
  {
    id: "I14",
    says: "no acknowledged write is missing, none is half there",
    searches: ({ acknowledged = [] }) => [
      sql`select 'operation ' || value || ' was acknowledged and is missing' as what from ${rowsOf(acknowledged)}
        where not exists (select 1 from operation where id = value)`,
      sql`select 'registration ' || r.id || ' says administrator without a seat and a role' as what from registration r
        where r.state = 'administrator'
          and not (exists (select 1 from seat where person_id = r.person_id and origin_id = r.id)
            and exists (select 1 from role where person_id = r.person_id and origin_id = r.id))
          and not exists (select 1 from review where registration_id = r.id and state = 'appointed')`,
      sql`select 'seat ' || s.id || ' was claimed by a registration that is ' || coalesce(r.state, 'missing') as what
        from seat s left join registration r on r.id = s.origin_id
        where s.origin = 'claim' and r.state is not 'administrator'`,
      sql`select 'registration ' || r.id || ' is under review and no review is open' as what from registration r
        where r.state = 'underReview'
          and not exists (select 1 from review where registration_id = r.id and state in ('open', 'waiting'))`,
      sql`select 'review ' || v.id || ' is open for a registration that is ' || r.state as what
        from review v join registration r on r.id = v.registration_id
        where v.state in ('open', 'waiting') and r.state <> 'underReview'`,
      sql`select 'registration ' || r.id || ' waits for a decision that nobody is asked for' as what from registration r
        where r.state = 'requested' and not exists (
          select 1 from access_request where registration_id = r.id and state in ('pending', 'waiting'))`,
      sql`select 'request ' || a.id || ' is undecided for a registration that is ' || r.state as what
        from access_request a join registration r on r.id = a.registration_id
        where a.state in ('pending', 'waiting') and r.state <> 'requested'`,
      sql`select 'link ' || l.id || ' acted and the registration is a draft still' as what
        from link l join registration r on r.id = l.subject_id
        where l.purpose = 'confirmAddress' and l.acted_at is not null and r.state = 'draft'`,
      sql`select 'link ' || l.id || ' acted and the terms are not accepted' as what
        from link l join seat s on s.id = l.subject_id
        where l.purpose = 'acceptTerms' and l.acted_at is not null and s.terms_accepted_at is null`,
      sql`select 'link ' || l.id || ' is live and no message carries it' as what from link l
        where l.acted_at is null and l.replaced_at is null
          and not exists (select 1 from outbox where link_id = l.id)`,
    ],
  },
];
