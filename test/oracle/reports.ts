import { type SQL, sql } from "drizzle-orm";
import type { Invariant } from "./invariant.ts";

/** Rows of a table that name a contract which somebody outside the organization's tree holds. */
const strangers = (table: "inventory" | "inventory_count" | "alert", what: SQL, number: SQL) => sql`
  with recursive
    pair (one, other) as (
      select distinct x.organization_id, c.organization_id from ${sql.raw(table)} x join contract c on c.number = ${number}),
    upward (start, id) as (
      select one, one from pair union select other, other from pair
      union select upward.start, o.parent_id from upward join organization o on o.id = upward.id
      where o.parent_id is not null),
    top (start, id) as (
      select upward.start, o.id from upward join organization o on o.id = upward.id where o.parent_id is null),
    strange (one, other) as (
      select one, other from pair join top here on here.start = one join top there on there.start = other
      where here.id <> there.id)
  select ${what} || ' of ' || x.organization_id || ' names the contract ' || c.number || ' of a stranger' as what
  from strange join ${sql.raw(table)} x on x.organization_id = strange.one
  join contract c on c.number = ${number} and c.organization_id = strange.other`;

export const reports: readonly Invariant[] = [
  {
    id: "I15",
    says: "nothing tells a contract that a stranger holds from none",
    searches: () => [
      strangers("inventory", sql`'device ' || x.serial_number`, sql`x.contract_number`),
      strangers("inventory_count", sql`'the count of ' || x.product_id`, sql`x.contract_number`),
      strangers(
        "alert",
        sql`'alert ' || x.id`,
        sql`case when x.kind = 'contract' and x.state <> 'over' then x.subject end`,
      ),
    ],
  },
  {
    id: "I16",
    says: "an upload loads once",
    searches: () => [
      sql`select 'upload ' || u.id || ' is ' || u.state || ' and was loaded ' || count(e.id) || ' times' as what
        from device_upload u left join audit_event e on e.subject_id = u.id and e.action in ('upload.load', 'collector.load')
        group by u.id having count(e.id) <> (u.state = 'loaded')`,
      sql`select 'organization ' || organization_id || ' has ' || count(*) || ' open uploads' as what
        from device_upload where state = 'open' group by organization_id having count(*) > 1`,
    ],
  },
  {
    id: "I17",
    says: "one digest per person, organization and period, one alert per matter",
    searches: () => [
      sql`select 'the digest ' || subject_id || ' of ' || to_state || ' was made ' || count(*) || ' times' as what
        from audit_event where action = 'subscription.digest' group by subject_id, to_state having count(*) > 1`,
      sql`select 'operation ' || operation_id || ' sent ' || count(*) || ' digests' as what
        from outbox where template = 'report-digest' group by operation_id having count(*) > 1`,
      sql`select 'alert ' || a.id || ' was raised ' || count(e.id) || ' times' as what
        from alert a left join audit_event e on e.subject_id = a.id and e.action = 'alert.raise'
        group by a.id having count(e.id) <> 1`,
    ],
  },
];
