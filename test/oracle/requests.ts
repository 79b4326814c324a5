import { type SQL, sql } from "drizzle-orm";
import { administeredAccount, heldAt, inOffice, type Invariant, requestsUpward } from "./invariant.ts";

/** What a role can come from: one of these, or an operation, which the record has for ever. */
const origins = sql.join(
  [
    ...["registration", "review", "access_request", "seat", "smart_account", "nominee"].map(
      (table) => sql`(select count(*) from ${sql.identifier(table)} o where o.id = r.origin_id)`,
    ),
    sql`exists (select 1 from audit_event where operation_id = r.origin_id)`,
  ],
  sql` + `,
);

/** When request `a` was decided; not after what its decider held ended by a later write, of an earlier clock. */
const decidedBefore = (held: SQL) => sql`case when exists (select 1 from audit_event decided
  join audit_event ended on ended.subject_id = ${held}.id and ended.to_state = 'ended' and ended.id > decided.id
  where decided.subject_id = a.id and decided.to_state = a.state and decided.refusal is null)
  then min(a.decided_at, ${held}.ended_at) else a.decided_at end`;

export const requests: readonly Invariant[] = [
  {
    id: "I4",
    says: "a request ends in exactly one of approved, denied, withdrawn, expired, decided by someone who could",
    searches: () => [
      sql`select 'request ' || id || ' is ' || state || ' and says otherwise who decided and when' as what
        from access_request where (state in ('pending', 'waiting', 'expired')) <> (decided_by is null)
          or (state in ('pending', 'waiting')) <> (decided_at is null)`,
      sql`select 'request ' || a.id || ' ended ' || count(e.id) || ' times' as what from access_request a
        left join audit_event e on e.subject_id = a.id and e.refusal is null
          and e.to_state in ('approved', 'denied', 'withdrawn', 'expired')
        group by a.id having count(e.id) <> (a.state not in ('pending', 'waiting'))`,
      sql`select 'request ' || id || ' was withdrawn by somebody else' as what from access_request
        where state = 'withdrawn' and decided_by <> requester_id`,
      sql`with recursive ${requestsUpward}
        select 'request ' || a.id || ' was ' || a.state || ' by somebody who could not' as what from access_request a
        where a.state in ('approved', 'denied')
          and not exists (select 1 from upward join seat s on s.organization_id = upward.id
            where upward.request_id = a.id and s.person_id = a.decided_by
              and ${inOffice(sql`s`, decidedBefore(sql`s`))})
          and not exists (select 1 from role g where g.account_id = a.account_id and g.person_id = a.decided_by
            and ${administeredAccount(sql`g`, decidedBefore(sql`g`))})
          and not exists (select 1 from role g where g.virtual_account_id = a.virtual_account_id
            and g.person_id = a.decided_by and g.role = 'virtual-account-administrator'
            and ${heldAt(sql`g`, decidedBefore(sql`g`))}
            and not exists (select 1 from role given where given.origin_id = a.id
              and given.virtual_account_id is not a.virtual_account_id))
          and not exists (select 1 from review v where v.subject_id = a.id and v.kind = 'accessRequest'
            and v.decided_by = a.decided_by
            and v.state = case a.state when 'approved' then 'approved' else 'refused' end)`,
      sql`select 'request ' || id || ' was decided by the requester' as what from access_request
        where state in ('approved', 'denied') and decided_by = requester_id`,
      sql`select 'request ' || id || ' is for several places, or for none' as what from access_request
        where (organization_id is null) = (account_id is null)`,
      sql`select 'request ' || id || ' is undecided beside another of the same person' as what from access_request a
        where state in ('pending', 'waiting') and exists (select 1 from access_request b where b.id <> a.id
          and b.state in ('pending', 'waiting') and b.requester_id = a.requester_id
          and b.organization_id is a.organization_id and b.account_id is a.account_id)`,
    ],
  },
  {
    id: "I5",
    says: "every role has one origin",
    searches: () => [
      sql`select 'role ' || r.id || ' has no origin, or several' as what from role r where 1 <> ${origins}`,
      sql`select 'role ' || r.id || ' was given ' || count(a.id) || ' times' as what
        from role r left join audit_event a on a.subject_id = r.id and a.from_state is null and a.refusal is null
          and a.to_state is not null
        group by r.id having count(a.id) <> 1`,
      sql`select 'person ' || person_id || ' has role ' || role || ' twice in '
          || coalesce(virtual_account_id, account_id, organization_id) as what
        from role where ended_at is null group by organization_id, account_id, virtual_account_id, person_id, role
        having count(*) > 1`,
      sql`select 'role ' || id || ' is of no place, or of a place of another kind' as what from role
        where (organization_id is null) = (account_id is null)
          or (role like 'customer-%') <> (organization_id is not null)
          or (role like 'virtual-account-%') <> (virtual_account_id is not null)`,
      sql`select 'role ' || r.id || ' is not the one that request ' || a.id || ' was granted' as what
        from role r join access_request a on a.id = r.origin_id
        where a.state <> 'approved' or a.requester_id <> r.person_id or a.role <> r.role
          or a.organization_id is not r.organization_id or a.account_id is not r.account_id`,
      sql`select 'role ' || r.id || ' is not the one that nominee ' || n.id || ' accepted' as what
        from role r join nominee n on n.id = r.origin_id join person p on p.id = r.person_id
        where n.state <> 'accepted' or n.email <> p.email or n.account_id is not r.account_id`,
      sql`select 'role ' || r.id || ' is not of whom seat ' || s.id || ' is' as what
        from role r join seat s on s.id = r.origin_id
        where s.person_id <> r.person_id or s.organization_id <> r.organization_id`,
    ],
  },
];
