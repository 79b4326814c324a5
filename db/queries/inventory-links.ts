import { and, eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { inventorySummary } from "#db/schema/inventory.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { endingUntil } from "#src/domain/reports/coverage.ts";
import { nearUntil, toBeAnnounced } from "#src/domain/reports/product.ts";
import type { Due } from "./due.ts";
import { downwardFrom, upwardFrom } from "./organization.ts";

/** The whole tree of which an organization is a part: `tree (id)`, for use after `with recursive`. */
export const treeOf = (organizationId: string) => sql`
  above (id) as (
    select ${organizationId} union select o.parent_id from above cross join organization o on o.id = above.id
    where o.parent_id is not null),
  tree (id) as (
    select o.id from above cross join organization o on o.id = above.id where o.parent_id is null
    union select o.id from tree cross join organization o on o.parent_id = tree.id)`;

/**
 * What lies on an organization's own line: itself, all above and all below it, as `line (id)`, for use after
 * `with recursive`. `below (id)` is what is below, with itself.
 */
export const lineOf = (organizationId: string) => sql`
  ${upwardFrom(sql`select ${organizationId}`)}, ${downwardFrom(sql`select ${organizationId}`)},
  line (id) as (select id from upward union select id from below)`;

/**
 * True of a contract that may be named to the organization of `lineOf`: held on its own line, now. Another branch of its
 * tree may cover its devices too, and a contract may go to a stranger at any time: of those no page says more than that
 * a device is covered (DECISIONS.md).
 */
export const isNamed = (c: SQL) => sql`${c}.organization_id in (select id from line)`;

/** True of a contract that is held inside the tree of `treeOf` now. */
export const isInTree = (c: SQL) => sql`${c}.organization_id in (select id from tree)`;

/**
 * What the provider knows of `n`, which has a serial number and a product id: contract `c`, product `p`. A contract that
 * somebody outside the tree holds is none, so that nothing that is kept or shown tells it from an unknown device.
 */
export const knownOf = (n: SQL) => sql`
  left join device d on d.serial_number = ${n}.serial_number
  left join contract c on c.number = d.contract_number and ${isInTree(sql`c`)}
  left join product p on p.product_id = ${n}.product_id`;

/** Coverage by contract `c` and support by product `p`, as `coverageOf` and `supportOf` of the domain say. */
const statesOn = (today: string) => sql`
  case when c.number is null or ${today} < c.starts_on or ${today} > c.ends_on then 'none'
    when c.ends_on <= ${endingUntil(today)} then 'ending' else 'covered' end as coverage,
  case when p.product_id is null then 'unknown' when ${today} > p.end_of_support_on then 'ended'
    when p.end_of_support_on <= ${nearUntil(today)} or p.end_of_security_support_on <= ${nearUntil(today)} then 'near'
    when p.end_of_support_on = ${toBeAnnounced} then 'unknown' else 'supported' end as support`;

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

export const whole: Part = { after: "", upTo: "\u{10FFFF}" };

/** Where the next part of a list ends that one write links; none: all that is left fits into it. */
export const nextCut = (organizationId: string) =>
  build.all<{ serialNumber: string }>(sql`
    select serial_number as serialNumber from inventory
    where organization_id = ${organizationId} and serial_number > coalesce(
      (select linked_to from inventory_summary where organization_id = ${organizationId}), '')
    order by serial_number limit 1 offset ${limits.inventory.linkedAtOnce}`);

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
    with recursive ${treeOf(organizationId)}, moved as materialized (
      select * from (
        select n.product_id, nullif(n.contract_number, '') as contract_number, n.coverage as was_coverage,
          n.support as was_support, ${statesOn(today)}
        from inventory_count n left join contract c on c.number = n.contract_number and ${isInTree(sql`c`)}
        left join product p on p.product_id = n.product_id
        where n.organization_id = ${organizationId})
      where coverage <> was_coverage or support <> was_support)
    update inventory set coverage = moved.coverage, support = moved.support from moved
    where inventory.organization_id = ${organizationId} and inventory.product_id = moved.product_id
      and inventory.contract_number is moved.contract_number`);

/**
 * Counts an organization's list anew; to be written in one batch with whatever changes the list. What was due earlier
 * stays so, and what the day has changed is moved first, since the counts tell from which day the states are.
 */
export const recount = (
  organizationId: string,
  { today, dueOn, loadedAt }: { today: string; dueOn: string; loadedAt: number | null },
): readonly [Statement, ...Statement[]] => [
  restate(organizationId, today),
  build.run(sql`delete from inventory_count where organization_id = ${organizationId}`),
  build.run(sql`
    insert into inventory_count
      (organization_id, product_id, contract_number, coverage, support, devices, newest_at)
    with recursive ${treeOf(organizationId)}
    select ${organizationId}, n.product_id, coalesce(n.contract_number, ''), ${statesOn(today)}, n.devices, n.newest_at
    from (
      select product_id, contract_number, count(*) as devices, max(added_at) as newest_at
      from inventory where organization_id = ${organizationId} group by product_id, contract_number) n
    left join contract c on c.number = n.contract_number and ${isInTree(sql`c`)}
    left join product p on p.product_id = n.product_id`),
  build.run(sql`
    insert into inventory_summary
      (organization_id, devices, covered, ending, uncovered, near, ended, unknown, loaded_at, as_of, due_on)
    select ${organizationId}, total(devices), total(devices) filter (where coverage = 'covered'),
      total(devices) filter (where coverage = 'ending'), total(devices) filter (where coverage = 'none'),
      total(devices) filter (where support = 'near'), total(devices) filter (where support = 'ended'),
      total(devices) filter (where support = 'unknown'), ${loadedAt ?? neverLoaded}, ${today}, ${dueOn}
    from inventory_count where organization_id = ${organizationId}
    on conflict (organization_id) do update set devices = excluded.devices, covered = excluded.covered,
      ending = excluded.ending, uncovered = excluded.uncovered, near = excluded.near, ended = excluded.ended,
      unknown = excluded.unknown, as_of = excluded.as_of,
      due_on = min(inventory_summary.due_on, excluded.due_on), revision = inventory_summary.revision + 1,
      loaded_at = case when ${loadedAt} is null then loaded_at else excluded.loaded_at end`),
];

/** A day that has come, and one that never does. */
const always = "0001-01-01";
export const never = "9999-12-31";

/** Since when a list is loaded, where there is none: the organization holds contracts, whose ends concern it all the same. */
const neverLoaded = 0;

/** True of the summary `s` of a list that was ever loaded. */
export const wasLoaded = (s: SQL) => sql`${s}.loaded_at > ${neverLoaded}`;

const firstStep = Math.max(...limits.alert.contract.steps.map(({ days }) => days));

/** Before every day: what an import has brought may concern every list, and each is linked anew. */
export const sinceImport = "";

/** On which day something about the contracts `c` of an organization, which has loaded nothing, is to be told first. */
const firstTold = sql`coalesce(date(min(c.ends_on) filter (
  where date(c.ends_on, ${`+${limits.alert.contract.toldFor + 1} days`}) >= date('now')), ${`-${firstStep} days`}), ${never})`;

/** Every list is linked anew; what was never loaded waits for what ends of its contracts, or is looked at for the alerts it has. */
export const linkAllAnew = (): readonly [Statement, ...Statement[]] => [
  build.run(sql`
    insert into inventory_summary
      (organization_id, devices, covered, ending, uncovered, near, ended, unknown, loaded_at, as_of, due_on)
    select organization_id, 0, 0, 0, 0, 0, 0, 0, ${neverLoaded}, '', ${firstTold} from contract c
    where true group by organization_id on conflict do nothing`),
  build.run(sql`
    update inventory_summary as s set due_on = ${sinceImport}, linked_to = null, revision = revision + 1
    where ${wasLoaded(sql`s`)}`),
  build.run(sql`
    update inventory_summary as s set due_on = n.due_on, revision = revision + 1
    from (
      select c.organization_id, case
        when exists (select 1 from alert a where a.organization_id = c.organization_id) then ${always}
        else ${firstTold} end as due_on
      from contract c group by c.organization_id) n
    where s.organization_id = n.organization_id and not ${wasLoaded(sql`s`)} and s.due_on <> n.due_on`),
];

/** An organization's list as its scheduled work finds it. */
export const listAt = (organizationId: OrganizationId) =>
  build
    .select({
      dueOn: inventorySummary.dueOn,
      asOf: inventorySummary.asOf,
      revision: inventorySummary.revision,
      linkedTo: inventorySummary.linkedTo,
    })
    .from(inventorySummary)
    .where(eq(inventorySummary.organizationId, organizationId));

/** The lists that must be linked anew, by index. */
export const listsToLink = (after: string, most: number) =>
  build.all<Due>(sql`
    select organization_id as id, revision as stage from inventory_summary
    where due_on = ${sinceImport} and organization_id > ${after} order by organization_id limit ${most}`);

/** The lists in which something has changed, or changes by the day, by index. */
export const listsToWatch = (today: string, after: string, most: number) =>
  build.all<Due>(sql`
    select organization_id as id, revision as stage from inventory_summary
    where due_on > ${sinceImport} and due_on <= ${today} and organization_id > ${after}
    order by organization_id limit ${most}`);

/** Says how far the work on a list has come; changes no row where the list is no longer the one that was read. */
export const settleList = (
  organizationId: OrganizationId,
  revision: number,
  reached: { readonly linkedTo?: string | null; readonly dueOn?: string },
): Statement =>
  build
    .update(inventorySummary)
    .set({ ...reached, revision: revision + 1 })
    .where(and(eq(inventorySummary.organizationId, organizationId), eq(inventorySummary.revision, revision)));
