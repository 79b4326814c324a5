import { eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { product } from "#db/schema/product.ts";
import { normalizeProductId } from "#src/domain/collect/device.ts";
import { limits } from "#src/domain/limits.ts";
import { type Coverage, coverages } from "#src/domain/reports/coverage.ts";
import { type Support, supports } from "#src/domain/reports/product.ts";
import { normalizeNumber, singleSpaced } from "#src/domain/text.ts";
import { isNamed, lineOf } from "./inventory-links.ts";

/** What a list of devices is limited to; empty and null: everything. */
export interface DeviceFilter {
  /** The beginning of a host name, a serial number, a product id or an IP address. */
  readonly search: string;
  readonly coverage: Coverage | null;
  readonly support: Support | null;
  /** The device after which the page begins, in the order of the list. */
  readonly after: { readonly hostName: string; readonly serialNumber: string } | null;
}

/** A device of the list with what the provider knows of it. */
export interface DeviceRow {
  readonly serialNumber: string;
  readonly hostName: string;
  readonly ipAddress: string;
  readonly productId: string;
  readonly macAddress: string | null;
  readonly location: string | null;
  readonly addedAt: number;
  readonly changedAt: number;
  readonly coverage: Coverage;
  /** Null also where it may not be named here, though it covers the device. */
  readonly contractNumber: string | null;
  /** The product that the contract names, where it is another one. */
  readonly contractProductId: string | null;
  readonly contractType: string | null;
  readonly contractEndsOn: string | null;
  readonly support: Support;
  readonly productName: string | null;
  readonly endOfSupportOn: string | null;
}

const columns = sql`i.serial_number as serialNumber, i.host_name as hostName, i.ip_address as ipAddress,
  i.product_id as productId, i.mac_address as macAddress, i.location, i.added_at as addedAt,
  i.changed_at as changedAt, i.coverage, c.number as contractNumber,
  i.contract_product_id as contractProductId, c.type as contractType, c.ends_on as contractEndsOn, i.support,
  p.name as productName, p.end_of_support_on as endOfSupportOn`;

const known = sql`left join contract c on c.number = i.contract_number and ${isNamed(sql`c`)}
  left join product p on p.product_id = i.product_id`;

const last = "\u{10FFFF}";

/** The serial numbers that a search finds, each kind by its index and no further than so many. */
function foundBy(organizationId: string, search: string): SQL {
  const begins = (column: SQL, text: string, within = sql``) => sql`select * from (
    select serial_number from inventory where organization_id = ${organizationId} ${within}
      and ${column} >= ${text} and ${column} < ${text + last} limit ${limits.inventory.searched})`;
  const host = singleSpaced(search);
  const ways = (
    [
      [sql`serial_number`, normalizeNumber(search)],
      [sql`product_id`, normalizeProductId(search)],
      [sql`ip_address`, host.toLowerCase()],
    ] as const
  ).filter(([, text]) => text);
  return sql.join(
    [
      ...every.map((states) => begins(sql`host_name collate nocase`, host, within(states))),
      ...ways.map(([column, text]) => begins(column, text)),
    ],
    sql` union `,
  );
}

type States = readonly [Coverage, Support];

const every: readonly States[] = coverages.flatMap((coverage) =>
  supports.map((support) => [coverage, support] as const),
);

const within = ([coverage, support]: States) => sql`and coverage = ${coverage} and support = ${support}`;

/** The devices of an organization's own list that pass the filter, by host name; one more than `most`: there are others. */
export function devicesWhere(
  organizationId: string,
  { search, coverage, support, after }: DeviceFilter,
  most: number = limits.inventory.perPage,
) {
  const text = singleSpaced(search);
  const further = after
    ? sql`and host_name collate nocase >= ${after.hostName}
        and (host_name collate nocase > ${after.hostName} or serial_number > ${after.serialNumber})`
    : sql``;
  const list = (states: States) => sql`select * from (
    select host_name, serial_number from inventory
    where organization_id = ${organizationId} ${within(states)} ${further}
      ${text ? sql`and serial_number in found` : sql``}
    order by host_name collate nocase, serial_number limit ${most + 1})`;
  const wanted = every.filter(
    ([covers, supports]) => (!coverage || covers === coverage) && (!support || supports === support),
  );
  return build.all<DeviceRow>(sql`
    with recursive ${lineOf(organizationId)}, ${text ? sql`found as materialized (${foundBy(organizationId, text)}),` : sql``}
    page as materialized (
      select serial_number from (${sql.join(wanted.map(list), sql` union all `)})
      order by host_name collate nocase, serial_number limit ${most + 1})
    select ${columns} from page
    cross join inventory i on i.organization_id = ${organizationId} and i.serial_number = page.serial_number
    ${known} order by i.host_name collate nocase, i.serial_number`);
}

/** A device as a row of a file: what `DeviceRow` has, without what only a page shows. */
export type DeviceLine = readonly [
  hostName: string,
  ipAddress: string,
  serialNumber: string,
  productId: string,
  macAddress: string | null,
  location: string | null,
  coverage: Coverage,
  contractNumber: string | null,
  contractType: string | null,
  contractEndsOn: string | null,
  contractProductId: string | null,
  productName: string | null,
  support: Support,
  endOfSupportOn: string | null,
];

/**
 * A part of the devices that pass the filter, by serial number, which is the order of the table; as one JSON value, since a
 * client takes ten times as long for so many cells. `next`: the last serial number; null: nothing follows.
 */
export function deviceLines(
  organizationId: string,
  { search, coverage, support }: Omit<DeviceFilter, "after">,
  after: string,
) {
  const most = limits.inventory.perFilePart;
  const text = singleSpaced(search);
  return build.all<{ lines: string; next: string | null }>(sql`
    with recursive ${lineOf(organizationId)}, ${text ? sql`found as materialized (${foundBy(organizationId, text)}),` : sql``}
    part as materialized (
      select * from inventory where organization_id = ${organizationId} and serial_number > ${after}
        ${coverage ? sql`and coverage = ${coverage}` : sql``} ${support ? sql`and support = ${support}` : sql``}
        ${text ? sql`and serial_number in found` : sql``}
      order by serial_number limit ${most})
    select json_group_array(json_array(i.host_name, i.ip_address, i.serial_number, i.product_id, i.mac_address, i.location,
        i.coverage, c.number, c.type, c.ends_on, i.contract_product_id, p.name, i.support, p.end_of_support_on))
        as lines,
      case count(*) when ${most} then max(i.serial_number) end as next
    from part i ${known}`);
}

/** One device of an organization's own list. */
export const deviceBySerial = (organizationId: string, serialNumber: string) =>
  build.all<DeviceRow>(sql`
    with recursive ${lineOf(organizationId)} select ${columns} from inventory i ${known}
    where i.organization_id = ${organizationId} and i.serial_number = ${serialNumber}`);

/** The product of a device of an organization's own list, for use inside a statement. */
export const productIdOf = (organizationId: string, serialNumber: string) => sql`(
  select product_id from inventory where organization_id = ${organizationId} and serial_number = ${serialNumber})`;

/** A product as the provider announces it. */
export const productById = (productId: SQL) =>
  build.select().from(product).where(eq(product.productId, productId));

/** True while a list has so many devices as were counted. */
export const listHas = (organizationId: string, devices: number) => sql`
  coalesce((select devices from inventory_summary where organization_id = ${organizationId}), 0) = ${devices}`;

/** How many devices a list has; no row where it was never loaded. */
export const listLength = (organizationId: SQL) =>
  build.all<{ devices: number }>(
    sql`select devices from inventory_summary where organization_id = ${organizationId}`,
  );

/** True while a list is no longer than it may be. */
export const listFits = (organizationId: string) => sql`
  (select devices from inventory_summary where organization_id = ${organizationId}) <= ${limits.inventory.devices}`;

/** Takes a device from the list; `recount` follows in the same batch. */
export const removeDevice = (organizationId: string, serialNumber: string): Statement =>
  build.run(sql`
    delete from inventory where organization_id = ${organizationId} and serial_number = ${serialNumber}`);

/** Devices whose product is another one in the contract, by serial number; found by an index of these alone. */
export const otherProducts = (organizationId: string, after: string, most: number) =>
  build.all<{ serialNumber: string; hostName: string; productId: string; contractProductId: string }>(sql`
    select serial_number as serialNumber, host_name as hostName, product_id as productId,
      contract_product_id as contractProductId
    from inventory where organization_id = ${organizationId} and contract_product_id is not null
      and serial_number > ${after} order by serial_number limit ${most + 1}`);
