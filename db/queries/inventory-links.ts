import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { limits } from "#src/domain/limits.ts";
import { endingUntil } from "#src/domain/reports/coverage.ts";
import { nearUntil, toBeAnnounced } from "#src/domain/reports/product.ts";

/** The whole tree of which an organization is a part: `tree (id)`, for use after `with recursive`. */
export const treeOf = (organizationId: string) => sql`
  above (id) as (
    select ${organizationId} union select o.parent_id from above cross join organization o on o.id = above.id
    where o.parent_id is not null),
  tree (id) as (
    select o.id from above cross join organization o on o.id = above.id where o.parent_id is null
    union select o.id from tree cross join organization o on o.parent_id = tree.id)`;

/**
 * What the provider knows of `n`, which has a serial number and a product id: contract `c`, product `p`. A contract that
 * somebody outside the tree holds is none, so that nothing that is kept or shown tells it from an unknown device.
 */
export const knownOf = (n: SQL) => sql`
  left join device d on d.serial_number = ${n}.serial_number
  left join contract c on c.number = d.contract_number and c.organization_id in (select id from tree)
  left join product p on p.product_id = ${n}.product_id`;

/** Coverage by contract `c` and support by product `p`, as `coverageOf` and `supportOf` of the domain say. */
const statesOn = (today: string) => sql`
  case when c.number is null or ${today} < c.starts_on or ${today} > c.ends_on then 'none'
    when c.ends_on <= ${endingUntil(today)} then 'ending' else 'covered' end as coverage,
  case when p.product_id is null or p.end_of_support_on = ${toBeAnnounced} then 'unknown'
    when p.end_of_support_on is null then 'supported' when ${today} > p.end_of_support_on then 'ended'
    when p.end_of_support_on <= ${nearUntil(today)} then 'near' else 'supported' end as support`;

/** The columns of a list that follow from what the provider knows. */
export const linksOn = (today: string, n: SQL) => sql`
  c.number as contract_number,
  case when c.number is not null and upper(d.product_id) <> ${n}.product_id then d.product_id end as contract_product_id,
  ${statesOn(today)}`;

/** A part of a list by serial number: behind the one, up to the other. */
export interface Part {
  readonly after: string;
  readonly upTo: string;
}

const whole: Part = { after: "", upTo: "\u{10FFFF}" };

/** The serial numbers at which a large list is cut, so that no single write takes long. */
export const cutsOf = (organizationId: string) =>
  build.all<{ serialNumber: string }>(sql`
    select serial_number as serialNumber from (
      select serial_number, row_number() over (order by serial_number) as place
      from inventory where organization_id = ${organizationId})
    where place % ${limits.inventory.linkedAtOnce} = 0`);

/** Works out anew what the provider knows of a list; rows that stay the same are left alone. After an import. */
export const relink = (organizationId: string, today: string, { after, upTo }: Part = whole): Statement =>
  build.run(sql`
    with recursive ${treeOf(organizationId)},
      link as materialized (
        select i.serial_number, ${linksOn(today, sql`i`)}
        from inventory i ${knownOf(sql`i`)}
        where i.organization_id = ${organizationId} and i.serial_number > ${after} and i.serial_number <= ${upTo})
    update inventory set contract_number = link.contract_number, contract_product_id = link.contract_product_id,
      coverage = link.coverage, support = link.support
    from link
    where inventory.organization_id = ${organizationId} and inventory.serial_number = link.serial_number
      and (inventory.contract_number is not link.contract_number
        or inventory.contract_product_id is not link.contract_product_id
        or inventory.coverage <> link.coverage or inventory.support <> link.support)`);

/** Moves what changes by the day alone: only the devices of those products and contracts are touched. */
export const restate = (organizationId: string, today: string): Statement =>
  build.run(sql`
    with moved as materialized (
      select * from (
        select n.product_id, nullif(n.contract_number, '') as contract_number, n.coverage as was_coverage,
          n.support as was_support, ${statesOn(today)}
        from inventory_count n left join contract c on c.number = n.contract_number
        left join product p on p.product_id = n.product_id
        where n.organization_id = ${organizationId})
      where coverage <> was_coverage or support <> was_support)
    update inventory set coverage = moved.coverage, support = moved.support from moved
    where inventory.organization_id = ${organizationId} and inventory.product_id = moved.product_id
      and inventory.contract_number is moved.contract_number`);

/** Counts an organization's list anew; to be written in one batch with whatever changes the list. */
export const recount = (
  organizationId: string,
  { today, dueOn, loadedAt }: { today: string; dueOn: string; loadedAt: number | null },
): readonly [Statement, Statement, Statement] => [
  build.run(sql`delete from inventory_count where organization_id = ${organizationId}`),
  build.run(sql`
    insert into inventory_count
      (organization_id, product_id, contract_number, coverage, support, devices, newest_at)
    select ${organizationId}, n.product_id, coalesce(n.contract_number, ''), ${statesOn(today)}, n.devices, n.newest_at
    from (
      select product_id, contract_number, count(*) as devices, max(added_at) as newest_at
      from inventory where organization_id = ${organizationId} group by product_id, contract_number) n
    left join contract c on c.number = n.contract_number left join product p on p.product_id = n.product_id`),
  build.run(sql`
    insert into inventory_summary
      (organization_id, devices, covered, ending, uncovered, near, ended, unknown, loaded_at, as_of, due_on)
    select ${organizationId}, total(devices), total(devices) filter (where coverage = 'covered'),
      total(devices) filter (where coverage = 'ending'), total(devices) filter (where coverage = 'none'),
      total(devices) filter (where support = 'near'), total(devices) filter (where support = 'ended'),
      total(devices) filter (where support = 'unknown'), ${loadedAt ?? 0}, ${today}, ${dueOn}
    from inventory_count where organization_id = ${organizationId}
    on conflict (organization_id) do update set devices = excluded.devices, covered = excluded.covered,
      ending = excluded.ending, uncovered = excluded.uncovered, near = excluded.near, ended = excluded.ended,
      unknown = excluded.unknown, as_of = excluded.as_of, due_on = excluded.due_on,
      loaded_at = case when ${loadedAt} is null then loaded_at else excluded.loaded_at end`),
];

/** Before every day: what an import has brought may concern every list, and each is linked anew. */
export const sinceImport = "";

export const linkAllAnew = (): Statement =>
  build.run(sql`update inventory_summary set due_on = ${sinceImport} where due_on > ${sinceImport}`);

/** The organizations whose list has to be looked at on a day, by index; the oldest first. */
export const listsDue = (today: string, most: number) =>
  build.all<{ organizationId: string; asOf: string; dueOn: string }>(sql`
    select organization_id as organizationId, as_of as asOf, due_on as dueOn from inventory_summary
    where due_on <= ${today} order by due_on limit ${most}`);
