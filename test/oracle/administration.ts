import { sql } from "drizzle-orm";
import { type Invariant, seatsUpward } from "./invariant.ts";

export const administration: readonly Invariant[] = [
  {
    id: "I1",
    says: "at most one first administrator per organization, and nobody claims below an administrator",
    searches: () => [
      sql`select 'organization ' || organization_id || ' has ' || count(*) || ' first administrators' as what
        from seat where ended_at is null and position = 1 group by organization_id having count(*) > 1`,
      sql`select 'organization ' || organization_id || ' was claimed ' || count(*) || ' times' as what
        from seat where ended_at is null and origin = 'claim' group by organization_id having count(*) > 1`,
      sql`with recursive ${seatsUpward},
        written (seat_id, number) as (
          select subject_id, min(id) from audit_event where from_state is null group by subject_id)
        select 'seat ' || late.id || ' was claimed while ' || early.id || ' was held there or above' as what
        from seat late join upward on upward.seat_id = late.id
        join seat early on early.organization_id = upward.id and early.id <> late.id
        join written l on l.seat_id = late.id join written e on e.seat_id = early.id
        where late.origin = 'claim' and e.number < l.number
          and (early.ended_at is null or early.ended_at > late.created_at)`,
    ],
  },
  {
    id: "I2",
    says: "who has a seat had a confirmed address and an entitlement, or was appointed by someone who could",
    searches: () => [
      sql`select 'seat ' || s.id || ' was claimed from an address that is not confirmed' as what from seat s
        where s.origin = 'claim' and (
          not exists (select 1 from person where id = s.person_id and email_verified = 1)
          or not exists (select 1 from audit_event where subject_id = s.origin_id and actor = s.person_id
            and action = 'registration.confirm-address'))`,
      sql`select 'seat ' || s.id || ' was claimed without an entitlement' as what from seat s
        where s.origin = 'claim' and not exists (
          select 1 from registration r join person p on p.id = r.person_id
          join entitlement e on e.email = p.email and e.contract_number = json_extract(r.answers, '$.contractNumber')
          where r.id = s.origin_id and r.person_id = s.person_id)`,
      sql`with recursive ${seatsUpward}
        select 'seat ' || s.id || ' was nominated by somebody who could not' as what from seat s
        where s.origin = 'nomination' and not exists (
          select 1 from upward join seat giver on giver.organization_id = upward.id
          where upward.seat_id = s.id and giver.person_id = s.origin_id and giver.created_at <= s.created_at
            and (giver.ended_at is null or giver.ended_at >= s.created_at))`,
      sql`select 'seat ' || s.id || ' was appointed by no agent' as what from seat s
        where s.origin = 'appointment'
          and not exists (select 1 from review where id = s.origin_id and state = 'appointed')`,
    ],
  },
  {
    id: "I4",
    says: "a request ends in exactly one of approved, denied, withdrawn, expired, decided by someone who could",
    searches: () => [
      sql`select 'request ' || id || ' is ' || state || ' and says otherwise who decided and when' as what
        from access_request where (state in ('pending', 'waiting', 'expired')) <> (decided_by is null)
          or (state in ('pending', 'waiting')) <> (decided_at is null)`,
      sql`select 'request ' || a.id || ' ended ' || count(e.id) || ' times' as what from access_request a
        left join audit_event e on e.subject_id = a.id and e.to_state in ('approved', 'denied', 'withdrawn', 'expired')
        group by a.id having count(e.id) <> (a.state not in ('pending', 'waiting'))`,
      sql`select 'request ' || id || ' was withdrawn by somebody else' as what from access_request
        where state = 'withdrawn' and decided_by <> requester_id`,
      sql`with recursive upward (request_id, id) as (
          select id, organization_id from access_request
          union select upward.request_id, o.parent_id from upward join organization o on o.id = upward.id
          where o.parent_id is not null)
        select 'request ' || a.id || ' was ' || a.state || ' by somebody who could not' as what from access_request a
        where a.state in ('approved', 'denied') and not exists (
          select 1 from upward join seat s on s.organization_id = upward.id
          where upward.request_id = a.id and s.person_id = a.decided_by and s.created_at <= a.decided_at
            and (s.ended_at is null or s.ended_at >= a.decided_at))`,
    ],
  },
  {
    id: "I5",
    says: "every role has one origin",
    searches: () => [
      sql`select 'role ' || r.id || ' has no origin, or several' as what from role r
        where 1 <> (select count(*) from registration where id = r.origin_id)
          + (select count(*) from review where id = r.origin_id)
          + (select count(*) from access_request where id = r.origin_id)
          + (select count(*) from operation where id = r.origin_id)`,
      sql`select 'role ' || r.id || ' was given ' || count(a.id) || ' times' as what
        from role r left join audit_event a on a.subject_id = r.id and a.from_state is null
        group by r.id having count(a.id) <> 1`,
      sql`select 'person ' || person_id || ' has role ' || role || ' twice in ' || organization_id as what
        from role where ended_at is null group by organization_id, person_id, role having count(*) > 1`,
    ],
  },
  {
    id: "I13",
    says: "an organization with people has an administrator or an open case",
    searches: () => [
      sql`with recursive upward (lowest, id) as (
          select distinct organization_id, organization_id from role where ended_at is null
          union select upward.lowest, o.parent_id from upward join organization o on o.id = upward.id
          where o.parent_id is not null)
        select 'organization ' || lowest || ' has people and nobody decides' as what from upward group by lowest
        having not max(exists (select 1 from seat where organization_id = upward.id and ended_at is null)
          or exists (select 1 from review where organization_id = upward.id and state in ('open', 'waiting')))`,
    ],
  },
];
