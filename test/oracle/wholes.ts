import { sql } from "drizzle-orm";
import { type Invariant, rowsOf } from "./invariant.ts";

const open = sql`('open', 'waiting')`;
const undecided = sql`('pending', 'waiting')`;

/** A registration and what belongs to it. */
const registrations = [
  sql`select 'registration ' || r.id || ' says administrator without a seat and a role' as what from registration r
    where r.state = 'administrator'
      and not (exists (select 1 from seat where person_id = r.person_id and origin_id = r.id)
        and exists (select 1 from role where person_id = r.person_id and origin_id = r.id))
      and not exists (select 1 from seat s join review v on v.id = s.origin_id
        where s.person_id = r.person_id and v.state = 'appointed')`,
  sql`select 'seat ' || s.id || ' was claimed by a registration that is ' || coalesce(r.state, 'missing') as what
    from seat s left join registration r on r.id = s.origin_id
    where s.origin = 'claim' and r.state is not 'administrator'`,
  sql`select 'registration ' || r.id || ' is under review and no review is open' as what from registration r
    where r.state = 'underReview'
      and not exists (select 1 from review where subject_id = r.id and state in ${open})`,
  sql`select 'review ' || v.id || ' is open for a registration that is ' || r.state as what
    from review v join registration r on r.id = v.subject_id
    where v.state in ${open} and v.kind <> 'association' and r.state <> 'underReview'`,
  sql`select 'registration ' || r.id || ' waits for a decision that nobody is asked for' as what from registration r
    where r.state = 'requested' and not exists (
      select 1 from access_request where registration_id = r.id and state in ${undecided})`,
  sql`select 'request ' || a.id || ' is undecided for a registration that is ' || r.state as what
    from access_request a join registration r on r.id = a.registration_id
    where a.state in ${undecided} and r.state <> 'requested'`,
  sql`select 'registration ' || r.id || ' is ' || r.state || ' and its request is not' as what from registration r
    where r.state in ('granted', 'denied') and not exists (select 1 from access_request
      where registration_id = r.id and state = case r.state when 'granted' then 'approved' else 'denied' end)`,
  sql`select 'request ' || a.id || ' is ' || a.state || ' and its registration is ' || r.state as what
    from access_request a join registration r on r.id = a.registration_id
    where (a.state = 'approved' and r.state <> 'granted') or (a.state = 'denied' and r.state <> 'denied')`,
];

/** A decision and what follows from it. */
const decisions = [
  sql`select 'request ' || a.id || ' was approved and gave no role' as what from access_request a
    where a.state = 'approved' and not exists (select 1 from role g where g.person_id = a.requester_id
      and g.role = a.role and g.organization_id is a.organization_id and g.account_id is a.account_id
      and (g.origin_id = a.id or g.created_at <= a.decided_at))`,
  sql`select 'request ' || a.id || ' waits for an answer that nobody was asked for' as what from access_request a
    where a.state = 'waiting' and a.question is null`,
  sql`select 'seat ' || s.id || ' was appointed by a review that is ' || coalesce(v.state, 'missing') as what
    from seat s left join review v on v.id = s.origin_id where s.origin = 'appointment' and v.state is not 'appointed'`,
  sql`select 'review ' || v.id || ' appointed nobody' as what from review v
    where v.state = 'appointed' and not exists (select 1 from seat where origin_id = v.id)
      and not exists (select 1 from seat s where s.person_id = v.person_id and s.created_at <= v.decided_at)`,
  sql`select 'seat ' || s.id || ' counts and its holder was never given the role of it' as what from seat s
    where (s.origin <> 'nomination' or s.terms_version is not null)
      and not exists (select 1 from role g where g.person_id = s.person_id
        and g.organization_id = s.organization_id and g.role = 'customer-administrator')`,
  sql`select 'review ' || v.id || ' is ' || v.state || ' and says otherwise who decided and when' as what from review v
    where (v.state in ${open}) <> (v.decided_at is null)
      or (v.state in ('appointed', 'approved', 'refused')) > (v.decided_by is not null)`,
  sql`select 'review ' || v.id || ' is open for a request that is ' || a.state as what
    from review v join access_request a on a.id = v.subject_id
    where v.state in ${open} and a.state not in ${undecided}`,
];

/** A reclaim, and a Smart Account, and what belongs to them. */
const matters = [
  sql`select 'reclaim ' || c.id || ' is ' || c.state || ' and its review is not' as what from reclaim c
    where c.state in ('underReview', 'appointed', 'refused') and not exists (select 1 from review v
      where v.subject_id = c.id and case c.state when 'underReview' then v.state in ${open} else v.state = c.state end)`,
  sql`select 'review ' || v.id || ' is open for a reclaim that is ' || c.state as what
    from review v join reclaim c on c.id = v.subject_id where v.state in ${open} and c.state <> 'underReview'`,
  sql`select 'reclaim ' || c.id || ' is announced and nobody was told' as what from reclaim c
    where c.state = 'announced' and not exists (select 1 from link where subject_id = c.id)`,
  sql`select 'account ' || c.id || ' is active without an agreement or a first administrator' as what
    from smart_account c where c.state = 'active' and (c.agreement_version is null or c.agreement_accepted_at is null
      or not exists (select 1 from role where account_id = c.id and role = 'smart-account-administrator'
        and created_at = c.activated_at))`,
  sql`select 'account ' || c.id || ' waits for approval and no review is open' as what from smart_account c
    where c.state = 'underApproval' and not exists (select 1 from review
      where subject_id = c.id and kind = 'identifier' and state in ${open})`,
  sql`select 'review ' || v.id || ' is open for an account that is ' || c.state as what
    from review v join smart_account c on c.id = v.subject_id
    where v.state in ${open}
      and c.state <> case v.kind when 'identifierChange' then 'active' else 'underApproval' end`,
  sql`select 'account ' || c.id || ' is provisional and nobody can activate it' as what from smart_account c
    where c.state = 'provisional' and (c.activation_sent_at is null or not exists (select 1 from link
      where subject_id = c.id and purpose = 'activateAccount' and acted_at is null and replaced_at is null))`,
  sql`select 'nominee ' || n.id || ' accepted and has no role' as what from nominee n
    where n.state = 'accepted' and not exists (select 1 from role g join person p on p.id = g.person_id
      where p.email = n.email and g.account_id = n.account_id)`,
  sql`select 'nominee ' || n.id || ' may still accept, and the same person was removed' as what
    from nominee n join person p on p.email = n.email
    join role g on g.account_id = n.account_id and g.person_id = p.id and g.virtual_account_id is null
    join audit_event e on e.subject_id = g.id and e.at = g.ended_at and e.at > n.changed_at
    where n.state = 'allowed' and (e.action = 'accountPerson.remove'
      or e.action = 'accountRole.take' and g.role = n.role)`,
  sql`select 'nominee ' || n.id || ' is still nominated in account ' || c.id || ', which is ' || c.state as what
    from nominee n join smart_account c on c.id = n.account_id
    where n.state in ('nominated', 'allowed')
      and c.state not in (case n.state when 'allowed' then 'active' else 'provisional' end,
        case n.state when 'allowed' then 'active' else 'underApproval' end)`,
];

/** Links, and what they have done. */
const used = [
  sql`select 'link ' || l.id || ' acted and the registration is a draft still' as what
    from link l join registration r on r.id = l.subject_id
    where l.purpose = 'confirmAddress' and l.acted_at is not null and r.state = 'draft'`,
  sql`select 'link ' || l.id || ' acted and the terms are not accepted' as what
    from link l join seat s on s.id = l.subject_id
    where l.purpose = 'acceptTerms' and l.acted_at is not null and s.terms_accepted_at is null`,
  sql`with finished (what, id) as (
      select 'request', id from access_request where state not in ${undecided}
      union all select 'account', id from smart_account where state not in ('provisional', 'underApproval')
      union all select 'nominee', id from nominee where state <> 'allowed'
      union all select 'reclaim', id from reclaim where state not in ('announced', 'underReview')
      union all select 'review', id from review where state not in ${open}
      union all select 'seat', id from seat where ended_at is not null)
    select what || ' ' || f.id || ' is over and ' || l.purpose || ' ' || l.id || ' still waits' as what
    from finished f join link l on l.subject_id = f.id where l.acted_at is null and l.replaced_at is null`,
  sql`select 'link ' || l.id || ' is live and no message carries it' as what from link l
    where l.acted_at is null and l.replaced_at is null
      and not exists (select 1 from outbox where link_id = l.id)`,
];

export const wholes: readonly Invariant[] = [
  {
    id: "I14",
    says: "no acknowledged write is missing, none is half there",
    searches: ({ acknowledged = [] }) => [
      sql`select 'operation ' || value || ' was acknowledged and is missing' as what from ${rowsOf(acknowledged)}
        where not exists (select 1 from operation where id = value)`,
      ...registrations,
      ...decisions,
      ...matters,
      ...used,
    ],
  },
];
