import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Product } from "#src/domain/reports/product.ts";
import { isNamed, lineOf } from "./inventory-links.ts";

/** A product of an organization's own list for which the provider has dates. */
export interface ListedProduct extends Product {
  readonly productId: string;
  readonly name: string;
  readonly devices: number;
  readonly newestAt: number;
}

/** Reads the counts of a list, no device. */
export const productsListed = (organizationId: string) =>
  build.all<ListedProduct>(sql`
    select p.product_id, p.name, p.announced_on, p.end_of_sale_on, p.end_of_renewal_on,
      p.end_of_security_support_on, p.end_of_support_on, n.devices, n.newest_at
    from (
      select product_id, sum(devices) as devices, max(newest_at) as newest_at
      from inventory_count where organization_id = ${organizationId} group by product_id) n
    cross join product p on p.product_id = n.product_id`);

/** A contract that an organization holds itself, or that covers a device of its own list, named to it or not. */
export interface ListedContract {
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly devices: number;
  readonly newestAt: number;
  readonly isNamed: 0 | 1;
}

export const contractsListed = (organizationId: string) =>
  build.all<ListedContract>(sql`
    with recursive ${lineOf(organizationId)}, listed (number, devices, newest_at) as (
      select contract_number, sum(devices), max(newest_at) from inventory_count
      where organization_id = ${organizationId} and contract_number <> '' group by contract_number),
    known (number) as (
      select number from listed union select number from contract where organization_id = ${organizationId})
    select c.number, c.starts_on, c.ends_on, coalesce(l.devices, 0) as devices, coalesce(l.newest_at, 0) as newest_at,
      ${isNamed(sql`c`)} as is_named
    from known cross join contract c on c.number = known.number left join listed l on l.number = c.number`);
