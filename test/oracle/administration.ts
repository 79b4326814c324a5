import { sql } from "drizzle-orm";
import { inOffice, type Invariant, rowsOf, seatsUpward } from "./invariant.ts";

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
          select subject_id, min(id) from audit_event where from_state is null and refusal is null
          and to_state <> 'nomination' group by subject_id)
        select 'seat ' || late.id || ' was claimed while ' || early.id || ' was held there or above' as what
        from seat late join upward on upward.seat_id = late.id
        join seat early on early.organization_id = upward.id and early.id <> late.id
        join written l on l.seat_id = late.id join written e on e.seat_id = early.id
        where late.origin = 'claim' and e.number < l.number
          and (early.ended_at is null or early.ended_at > late.created_at)`,
      sql`select 'person ' || person_id || ' has ' || count(*) || ' seats in ' || organization_id as what
        from seat where ended_at is null group by organization_id, person_id having count(*) > 1`,
    ],
  },
  {
    id: "I2",
    says: "who has a seat had a confirmed address and an entitlement, or was appointed by someone who could",
    searches: ({ agents }) => [
      sql`select 'seat ' || s.id || ' was claimed from an address that is not confirmed' as what from seat s
        where s.origin = 'claim' and (
          not exists (select 1 from person where id = s.person_id and email_verified = 1)
          or not exists (select 1 from audit_event where subject_id = s.origin_id and actor = s.person_id
            and action = 'registration.confirm-address' and refusal is null))`,
      sql`select 'seat ' || s.id || ' was claimed without an entitlement' as what from seat s
        where s.origin = 'claim' and not exists (select 1 from person where id = s.person_id and erased_at is not null)
          and not exists (
          select 1 from registration r join person p on p.id = r.person_id
          join entitlement e on e.email = p.email and e.contract_number = json_extract(r.answers, '$.contractNumber')
          where r.id = s.origin_id and r.person_id = s.person_id)`,
      sql`with recursive ${seatsUpward}
        select 'seat ' || s.id || ' was nominated by somebody who could not' as what from seat s
        where s.origin = 'nomination' and not exists (
          select 1 from upward join seat giver on giver.organization_id = upward.id and giver.id <> s.id
          where upward.seat_id = s.id and giver.person_id = s.origin_id
            and ${inOffice(sql`giver`, sql`s.created_at`)})`,
      sql`select 'seat ' || s.id || ' was appointed by no agent' as what from seat s
        where s.origin = 'appointment' and not exists (select 1 from review
          where id = s.origin_id and state = 'appointed' and decided_by is not null)`,
      sql`select 'seat ' || s.id || ' was given to somebody else than the review was about' as what
        from seat s join review v on v.id = s.origin_id
        where s.origin = 'appointment' and v.person_id <> s.person_id`,
      ...(agents
        ? [
            sql`select 'review ' || v.id || ' was ' || v.state || ' by somebody who is no agent' as what from review v
              left join person p on p.id = v.decided_by
              where v.state in ('appointed', 'approved', 'refused') and p.erased_at is null
                and coalesce(p.email, '') not in (select value from ${rowsOf(agents)})`,
          ]
        : []),
    ],
  },
  {
    id: "I13",
    says: "an organization with people has an administrator or an open case",
    searches: () => [
      sql`with recursive upward (lowest, id) as (
          select distinct g.organization_id, g.organization_id from role g
          join person p on p.id = g.person_id and p.disabled_at is null
          where g.ended_at is null and g.organization_id is not null
          union select upward.lowest, o.parent_id from upward join organization o on o.id = upward.id
          where o.parent_id is not null)
        select 'organization ' || lowest || ' has people and nobody decides' as what from upward group by lowest
        having not max(exists (select 1 from seat s join person p on p.id = s.person_id and p.disabled_at is null
            where s.organization_id = upward.id and s.ended_at is null
              and (s.origin <> 'nomination' or s.terms_version is not null))
          or exists (select 1 from review where organization_id = upward.id and state in ('open', 'waiting')))`,
      sql`select 'account ' || c.id || ' is active and nobody administers it' as what from smart_account c
        where c.state = 'active' and not exists (select 1 from role where account_id = c.id and ended_at is null
          and virtual_account_id is null and role = 'smart-account-administrator')
          and not exists (select 1 from role g join person p on p.id = g.person_id and p.erased_at is not null
            where g.account_id = c.id and g.ended_at = p.erased_at and g.role = 'smart-account-administrator')`,
    ],
  },
];
