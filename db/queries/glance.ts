import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Holding } from "#src/domain/policy.ts";
import { undecided } from "./access-request.ts";
import { seatCounts } from "./administrator.ts";
import { wasLoaded } from "./inventory-links.ts";

const { organizations, organizationsBelow, people, requests } = limits.glance;

/** An organization of somebody's with its figures: those of its own place and of all below it, people those who act there. */
export interface Glance {
  readonly id: OrganizationId;
  readonly name: string;
  readonly city: string;
  /** JSON: a list of `GlanceHolding`. */
  readonly holds: string;
  /** Counted no further than a limit, as are requests. */
  readonly people: number;
  readonly requests: number;
  /** Null where no list was ever loaded. */
  readonly devices: number | null;
  readonly covered: number | null;
  readonly alerts: number;
  /** Those of them that are critical or high. */
  readonly urgent: number;
  /** The day on which the next contract ends. */
  readonly endsOn: string | null;
  /** There are more organizations below than were counted: 1 or 0. */
  readonly partial: 0 | 1;
}

/** What somebody holds there (`own`: 1) or above (0). */
export interface GlanceHolding {
  readonly holds: Holding | "nominee";
  readonly own: 0 | 1;
}

export const holdingsOf = ({ holds }: Pick<Glance, "holds">) => JSON.parse(holds) as readonly GlanceHolding[];

/**
 * The organizations in which a person holds something, by name, one more than are shown where there are others: of those
 * nothing is read, as little as of what lies further below. A person may have two roles in each.
 */
export const organizationsAtGlance = (personId: SQL, today: string) =>
  build.all<Glance>(sql`with recursive
    held (id) as materialized (
      select * from (select organization_id from seat where person_id = ${personId} and ended_at is null
        limit ${organizations + 1})
      union
      select * from (select organization_id from role
        where person_id = ${personId} and organization_id is not null and ended_at is null
        limit ${2 * (organizations + 1)})
      limit ${organizations + 1}),
    upward (root, id) as (
      select id, id from held
      union select upward.root, o.parent_id from upward cross join organization o on o.id = upward.id
      where o.parent_id is not null),
    below (root, id) as materialized (
      select id, id from held
      union select below.root, o.id from below cross join organization o on o.parent_id = below.id
      limit ${organizationsBelow}),
    holding (root, holds, own) as (
      select upward.root, case when ${seatCounts} then 'delegated-administrator' else 'nominee' end,
        upward.id = upward.root
      from upward cross join seat s on s.organization_id = upward.id
      where s.person_id = ${personId} and s.ended_at is null
      union select upward.root, g.role, upward.id = upward.root
      from upward cross join role g on g.organization_id = upward.id
      where g.person_id = ${personId} and g.ended_at is null),
    listed (root, devices, covered) as (
      select below.root, sum(i.devices), sum(i.covered + i.ending)
      from below cross join inventory_summary i on i.organization_id = below.id and ${wasLoaded(sql`i`)}
      group by below.root),
    raised (root, alerts, urgent) as (
      select below.root, count(*), count(*) filter (where a.severity in ('critical', 'high'))
      from below cross join alert a on a.organization_id = below.id and a.state = 'open' group by below.root),
    ending (root, ends_on) as (
      select below.root, min(c.ends_on)
      from below cross join contract c on c.organization_id = below.id
      where c.starts_on <= ${today} and c.ends_on >= ${today} group by below.root)
    select o.id, o.name, o.city,
      (select json_group_array(json_object('holds', holding.holds, 'own', holding.own))
        from holding where holding.root = held.id) as holds,
      (select count(*) from (
        select s.person_id from upward cross join seat s on s.organization_id = upward.id
        where upward.root = held.id and s.ended_at is null
        union select g.person_id from upward cross join role g on g.organization_id = upward.id
        where upward.root = held.id and g.ended_at is null limit ${people + 1})) as people,
      (select count(*) from (
        select 1 from below cross join access_request a on a.organization_id = below.id
        where below.root = held.id and a.state in ${undecided} limit ${requests + 1})) as requests,
      listed.devices, listed.covered, coalesce(raised.alerts, 0) as alerts, coalesce(raised.urgent, 0) as urgent,
      ending.ends_on, (select count(*) from below) = ${organizationsBelow} as partial
    from held cross join organization o on o.id = held.id
    left join listed on listed.root = held.id left join raised on raised.root = held.id
    left join ending on ending.root = held.id
    order by o.name collate nocase, o.id`);
