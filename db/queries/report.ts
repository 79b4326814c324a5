import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Severity } from "#src/domain/reports/advisory.ts";
import type { Coverage } from "#src/domain/reports/coverage.ts";
import type { Milestone, MilestoneDay, Product, Support } from "#src/domain/reports/product.ts";
import { isNamed, lineOf, wasLoaded } from "./inventory-links.ts";
import { upwardFrom } from "./organization.ts";

/** An organization and all below it: `below (id)`, for use after `with recursive`. */
export const belowOf = (organizationId: string) => sql`
  below (id) as (
    select ${organizationId} union select o.id from below cross join organization o on o.parent_id = below.id)`;

/** An organization's own list at a glance. */
export interface Summary {
  readonly organizationId: string;
  readonly devices: number;
  readonly covered: number;
  readonly ending: number;
  readonly uncovered: number;
  readonly near: number;
  readonly ended: number;
  readonly unknown: number;
  readonly loadedAt: number;
  readonly asOf: string;
  /** From which day on they have to be looked at again. */
  readonly dueOn: string;
}

const summary = sql`s.organization_id as organizationId, s.devices, s.covered, s.ending, s.uncovered, s.near, s.ended,
  s.unknown, s.loaded_at as loadedAt, s.as_of as asOf, s.due_on as dueOn`;

/** The lists of an organization and of all below it, those that were ever loaded. */
export const summariesBelow = (organizationId: string) =>
  build.all<Summary & { readonly organizationName: string }>(sql`with recursive ${belowOf(organizationId)}
    select ${summary}, o.name as organizationName
    from below cross join inventory_summary s on s.organization_id = below.id and ${wasLoaded(sql`s`)}
    join organization o on o.id = s.organization_id order by s.organization_id <> ${organizationId}, o.name, o.id`);

/** Devices by product, of an organization and all below it, with the product's dates. */
export interface ProductCount extends Product {
  readonly productId: string;
  readonly name: string | null;
  readonly replacementProductId: string | null;
  readonly noticeUrl: string | null;
  readonly support: Support;
  readonly devices: number;
  readonly newestAt: number;
}

const productsListed = (organizationId: string) => sql`with recursive ${belowOf(organizationId)}
    select listed.*, p.name, p.announced_on as announcedOn, p.end_of_sale_on as endOfSaleOn,
      p.end_of_renewal_on as endOfRenewalOn, p.end_of_security_support_on as endOfSecuritySupportOn,
      p.end_of_support_on as endOfSupportOn, p.replacement_product_id as replacementProductId,
      p.notice_url as noticeUrl
    from (
      select n.product_id as productId, n.support, sum(n.devices) as devices, max(n.newest_at) as newestAt
      from below cross join inventory_count n on n.organization_id = below.id group by n.product_id) listed
    left join product p on p.product_id = listed.productId`;

export const productsBelow = (organizationId: string) =>
  build.all<ProductCount>(sql`${productsListed(organizationId)} order by listed.productId`);

/** What a page of a report shows: one more than `most` tells that there are others. */
export interface Range {
  readonly skip: number;
  readonly most: number;
}

/** These products by the end of their support: first those that end, then those without an end, then the unknown. */
export const productsByEnd = (organizationId: string, { skip, most }: Range) =>
  build.all<ProductCount>(sql`${productsListed(organizationId)}
    order by listed.support = 'unknown', p.end_of_support_on is null, p.end_of_support_on, listed.productId
    limit ${most + 1} offset ${skip}`);

/** How many devices lose their support on which day, of an organization and all below it. */
export const supportBelow = (organizationId: string) =>
  build.all<{ support: Support; endsOn: MilestoneDay; count: number }>(sql`
    with recursive ${belowOf(organizationId)}
    select n.support, p.end_of_support_on as endsOn, sum(n.devices) as count
    from below cross join inventory_count n on n.organization_id = below.id
    left join product p on p.product_id = n.product_id group by n.support, p.end_of_support_on`);

/** Something that ends for a product of which an organization has devices. */
export interface ProductEnd {
  readonly milestone: Milestone;
  readonly day: string;
  readonly productId: string;
  readonly name: string;
  readonly devices: number;
}

const dayOf = {
  endOfSale: sql`p.end_of_sale_on`,
  endOfRenewal: sql`p.end_of_renewal_on`,
  endOfSecuritySupport: sql`p.end_of_security_support_on`,
  endOfSupport: sql`p.end_of_support_on`,
} as const satisfies Record<Milestone, unknown>;

/** What ends from a day on and before another, of an organization and all below it; the soonest first. */
export const productEndsBelow = (organizationId: string, from: string, before: string, most: number) =>
  build.all<ProductEnd>(sql`
    with recursive ${belowOf(organizationId)},
    listed (product_id, devices) as materialized (
      select n.product_id, sum(n.devices)
      from below cross join inventory_count n on n.organization_id = below.id group by n.product_id)
    ${sql.join(
      Object.entries(dayOf).map(
        ([milestone, day]) => sql`
          select ${milestone} as milestone, ${day} as day, p.product_id as productId, p.name, l.devices
          from listed l cross join product p on p.product_id = l.product_id
          where ${day} >= ${from} and ${day} < ${before}`,
      ),
      sql` union all `,
    )}
    order by day, milestone, productId limit ${most + 1}`);

/** A contract of an organization or of one below it, or one from above that covers a device of theirs. */
export interface ContractCount {
  readonly number: string;
  readonly type: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly organizationName: string;
  readonly devices: number;
  readonly newestAt: number;
  readonly coverage: Coverage | null;
}

/** `listed` are the contracts that cover a device of a list, as far as they may be named. */
const contractsListed = (organizationId: string) => sql`
  with recursive ${lineOf(organizationId)},
    listed (number, devices, newest_at, coverage) as (
      select counted.* from (
        select n.contract_number as number, sum(n.devices), max(n.newest_at), n.coverage
        from below cross join inventory_count n on n.organization_id = below.id
        where n.contract_number <> '' group by n.contract_number) counted
      cross join contract c on c.number = counted.number and ${isNamed(sql`c`)})`;

const contractsCounted = (organizationId: string) => sql`${contractsListed(organizationId)},
    shown (number) as (
      select number from listed
      union select c.number from below cross join contract c on c.organization_id = below.id)
    select c.number, c.type, c.starts_on as startsOn, c.ends_on as endsOn, o.name as organizationName,
      coalesce(listed.devices, 0) as devices, coalesce(listed.newest_at, 0) as newestAt, listed.coverage
    from shown cross join contract c on c.number = shown.number
    join organization o on o.id = c.organization_id
    left join listed on listed.number = c.number`;

export const contractsBelow = (organizationId: string) =>
  build.all<ContractCount>(sql`${contractsCounted(organizationId)} order by c.ends_on, c.number`);

/** These contracts as a report lists them: what ends next first, then what is over, the last first. */
export const contractsByEnd = (organizationId: string, today: string, { skip, most }: Range) =>
  build.all<ContractCount>(sql`${contractsCounted(organizationId)}
    order by c.ends_on < ${today}, abs(julianday(c.ends_on) - julianday(${today})), c.number
    limit ${most + 1} offset ${skip}`);

/** The days on which these contracts end, from a day on and before another. */
export const contractEndsBelow = (organizationId: string, from: string, before: string) =>
  build.all<{ endsOn: string }>(sql`${contractsListed(organizationId)},
    ends (number, ends_on) as (
      select c.number, c.ends_on from listed cross join contract c on c.number = listed.number
      union select c.number, c.ends_on from below cross join contract c on c.organization_id = below.id
        and c.ends_on >= ${from} and c.ends_on < ${before})
    select ends_on as endsOn from ends where ends_on >= ${from} and ends_on < ${before}`);

/** True of an organization that has one of `upward` above it: one of the same tree, without a look at all of the tree. */
const meetsAbove = (organizationId: SQL) => sql`exists (
  with recursive ${upwardFrom(sql`select ${organizationId}`, "theirs")}
  select 1 from theirs cross join upward on upward.id = theirs.id)`;

/** How many devices of these lists are covered by contracts that may not be named: of other branches of the tree. */
export const coveredUnnamed = (organizationId: string) =>
  build.all<{ count: number }>(sql`
    with recursive ${lineOf(organizationId)},
      counted (number, devices) as materialized (
        select n.contract_number, sum(n.devices) from below
        cross join inventory_count n on n.organization_id = below.id and n.coverage <> 'none'
        where n.contract_number <> '' group by n.contract_number)
    select coalesce(sum(counted.devices), 0) as count
    from counted cross join contract c on c.number = counted.number and not ${isNamed(sql`c`)}
    where ${meetsAbove(sql`c.organization_id`)}`);

/** Open alerts by severity, of an organization and all below it. */
export const openAlertsBelow = (organizationId: string) =>
  build.all<{ part: Severity; count: number }>(sql`with recursive ${belowOf(organizationId)}
    select a.severity as part, count(*) as count
    from below cross join alert a on a.organization_id = below.id and a.state = 'open' group by a.severity`);

/** Up to which day the provider's data of products reach; null without any. */
export const productDataOf = () =>
  build.all<{ updatedOn: string | null }>(sql`
    select updated_on as updatedOn from product where updated_on is not null order by updated_on desc limit 1`);

/**
 * Devices in contracts of an organization or below it that no list below it has, by serial number. Of each contract it reads
 * until it has found so many.
 */
export const notLoaded = (organizationId: string, after: string, most: number) =>
  build.all<{ serialNumber: string; productId: string; contractNumber: string }>(sql`
    with recursive ${belowOf(organizationId)},
      listing (id) as (
        select s.organization_id from below
        cross join inventory_summary s on s.organization_id = below.id and ${wasLoaded(sql`s`)})
    select d.serial_number as serialNumber, d.product_id as productId, d.contract_number as contractNumber
    from below cross join contract c on c.organization_id = below.id
    cross join device d on d.serial_number in (
      select x.serial_number from device x
      where x.contract_number = c.number and x.serial_number > ${after} and not exists (
        select 1 from listing cross join inventory i
        on i.organization_id = listing.id and i.serial_number = x.serial_number)
      order by x.serial_number limit ${most + 1})
    order by d.serial_number limit ${most + 1}`);
