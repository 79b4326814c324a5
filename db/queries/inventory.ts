import { eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { deviceColumns, namedColumns } from "./device-columns.ts";
import { product } from "#db/schema/product.ts";
import { type Device, normalizeProductId } from "#src/domain/collect/device.ts";
import { limits } from "#src/domain/limits.ts";
import { type Coverage, coverages } from "#src/domain/reports/coverage.ts";
import { type Support, supports } from "#src/domain/reports/product.ts";
import { normalizeNumber, singleSpaced } from "#src/domain/text.ts";
import { isNamed, lineOf } from "./inventory-links.ts";

/** What a list of devices is limited to; empty and null: everything. */
export interface DeviceFilter {
  /** The beginning of a host name, a serial number, a product id or an IP address. */
  readonly search: string;
  /** A product id, whole, as reports name it. */
  readonly product: string;
  readonly coverage: Coverage | null;
  readonly support: Support | null;
  /** The device after which the page begins, in the order of the list. */
  readonly after: { readonly hostName: string; readonly serialNumber: string } | null;
}

/** A device of the list with what the provider knows of it. */
export interface DeviceRow extends Device {
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

const columns = sql`${namedColumns("i.")}, i.added_at as addedAt,
  i.changed_at as changedAt, i.coverage, c.number as contractNumber,
  i.contract_product_id as contractProductId, c.type as contractType, c.ends_on as contractEndsOn, i.support,
  p.name as productName, p.end_of_support_on as endOfSupportOn`;

const known = sql`left join contract c on c.number = i.contract_number and ${isNamed(sql`c`)}
  left join product p on p.product_id = i.product_id`;

const last = "\u{10FFFF}";

/** A column of inventory `i` in which a search looks, and the beginning that it looks for there. */
type Way = readonly [column: SQL, beginning: string];

const hostName = sql`i.host_name collate nocase`;

/** The columns of which each has an index, besides the host name. */
const waysOf = (search: string): readonly Way[] =>
  (
    [
      [sql`i.serial_number`, normalizeNumber(search)],
      [sql`i.product_id`, normalizeProductId(search)],
      [sql`i.ip_address`, search.toLowerCase()],
    ] as const
  ).filter(([, beginning]) => beginning);

const begins = ([column, beginning]: Way) =>
  sql`(${column} >= ${beginning} and ${column} < ${beginning + last})`;

const isOf = (organizationId: string) => sql`i.organization_id = ${organizationId}`;

/** True of a device `i` that passes a filter, in whatever order the list is read. */
function passes({ search, product, coverage, support }: Omit<DeviceFilter, "after">): SQL {
  const text = singleSpaced(search);
  const found = [[hostName, text] as const, ...waysOf(text)].map(begins);
  return sql.join(
    [
      sql`true`,
      ...(product ? [sql`i.product_id = ${product}`] : []),
      ...(coverage ? [sql`i.coverage = ${coverage}`] : []),
      ...(support ? [sql`i.support = ${support}`] : []),
      ...(text ? [sql`(${sql.join(found, sql` or `)})`] : []),
    ],
    sql` and `,
  );
}

const places = sql`i.host_name, i.serial_number`;
const byHost = sql`host_name collate nocase, serial_number`;

/** One list for each coverage and support that is looked for, each in the order of its index. */
function inOrder(organizationId: string, { search, coverage, support, after }: DeviceFilter, most: number) {
  const text = singleSpaced(search);
  // One lower bound, at which the index is entered: behind the last page, or where the search begins.
  const from = after && sql`iif(${after.hostName} collate nocase > ${text}, ${after.hostName}, ${text})`;
  return coverages
    .filter((one) => !coverage || one === coverage)
    .flatMap((covers) =>
      supports.filter((one) => !support || one === support).map((supported) => [covers, supported] as const),
    )
    .map(
      ([covers, supported]) => sql`select * from (select ${places} from inventory i
        where ${isOf(organizationId)} and i.coverage = ${covers} and i.support = ${supported}
          and ${hostName} >= ${from ?? text} ${text ? sql`and ${hostName} < ${text + last}` : sql``} ${behind(after)}
        order by ${byHost} limit ${most})`,
    );
}

const behind = (after: DeviceFilter["after"]) =>
  after ? sql`and (${hostName}, i.serial_number) > (${after.hostName}, ${after.serialNumber})` : sql``;

/** What a product has, or a search finds otherwise than by the host name: read by its index, then put in order. */
function sorted(organizationId: string, filter: DeviceFilter, most: number) {
  const via = filter.product
    ? sql`inventory i where`
    : sql`(${sql.join(
        waysOf(singleSpaced(filter.search)).map(
          (way) =>
            sql`select serial_number as serial from inventory i where ${isOf(organizationId)} and ${begins(way)}`,
        ),
        sql` union `,
      )}) cross join inventory i where i.serial_number = serial and`;
  return sql`select * from (select ${places} from ${via} ${isOf(organizationId)} and ${passes(filter)}
    ${behind(filter.after)} order by ${byHost} limit ${most})`;
}

/** The devices of an organization's own list that pass the filter, by host name; one more than `most`: there are others. */
export function devicesWhere(
  organizationId: string,
  filter: DeviceFilter,
  most: number = limits.inventory.perPage,
) {
  const isSorted = filter.product || waysOf(singleSpaced(filter.search)).length > 0;
  const lists = [
    ...(filter.product ? [] : inOrder(organizationId, filter, most + 1)),
    ...(isSorted ? [sorted(organizationId, filter, most + 1)] : []),
  ];
  return build.all<DeviceRow>(sql`
    with recursive ${lineOf(organizationId)},
    page as materialized (
      select serial_number from (${sql.join(lists, sql` union `)}) order by ${byHost} limit ${most + 1})
    select ${columns} from page
    cross join inventory i on i.organization_id = ${organizationId} and i.serial_number = page.serial_number
    ${known} order by ${hostName}, i.serial_number`);
}

/** A device as a row of a file: what `DeviceRow` has, without what only a page shows. */
export type DeviceLine = readonly [
  /** A value for each of `deviceFields`. */
  fields: readonly (string | null)[],
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
export function deviceLines(organizationId: string, filter: Omit<DeviceFilter, "after">, after: string) {
  const most = limits.inventory.perFilePart;
  return build.all<{ lines: string; next: string | null }>(sql`
    with recursive ${lineOf(organizationId)},
    part (serial) as materialized (
      select i.serial_number from inventory i
      where ${isOf(organizationId)} and i.serial_number > ${after} and ${passes(filter)}
      order by i.serial_number limit ${most})
    select json_group_array(json_array(json_array(${deviceColumns("i.")}), i.coverage, c.number, c.type, c.ends_on,
        i.contract_product_id, p.name, i.support, p.end_of_support_on))
        as lines,
      case count(*) when ${most} then max(i.serial_number) end as next
    from part cross join inventory i on ${isOf(organizationId)} and i.serial_number = serial ${known}`);
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
