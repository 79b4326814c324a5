import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { UploadId } from "#src/domain/ids.ts";
import { coverages } from "#src/domain/reports/coverage.ts";
import { supports } from "#src/domain/reports/product.ts";
import { organization } from "./organization.ts";

/**
 * What a customer says it has: one row per device that was loaded. Its migration makes it a table without rowid, which
 * the generator cannot say. The last five columns join it with what the provider knows and are kept by
 * `db/queries/inventory-links.ts`; they are the same whether nobody knows a device or a stranger holds its contract.
 */
export const inventory = sqliteTable(
  "inventory",
  {
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    serialNumber: text().notNull(),
    hostName: text().notNull(),
    ipAddress: text().notNull(),
    productId: text().notNull(),
    macAddress: text(),
    location: text(),
    uploadId: text().$type<UploadId>().notNull(),
    /** When it came into the list first. */
    addedAt: integer().notNull(),
    changedAt: integer().notNull(),
    /** The provider's contract for it, where somebody of the organization's own tree holds it. */
    contractNumber: text(),
    /** The product that this contract names, where it is another one. */
    contractProductId: text(),
    coverage: text({ enum: coverages }).notNull(),
    support: text({ enum: supports }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.serialNumber] }),
    // One index for every filter: a page merges the few lists of one coverage and one support, each in its order.
    index("inventory_states").on(
      table.organizationId,
      table.coverage,
      table.support,
      sql`${table.hostName} collate nocase`,
    ),
    // Everything that is counted, so that counting reads nothing else.
    index("inventory_product").on(table.organizationId, table.productId, table.contractNumber, table.addedAt),
    index("inventory_address").on(table.organizationId, table.ipAddress),
    index("inventory_other_product")
      .on(table.organizationId)
      .where(sql`${table.contractProductId} is not null`),
  ],
);

/** How many devices of an organization have this product and this contract; the reports add these up. */
export const inventoryCount = sqliteTable(
  "inventory_count",
  {
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    productId: text().notNull(),
    /** Empty where there is none. */
    contractNumber: text().notNull(),
    coverage: text({ enum: coverages }).notNull(),
    support: text({ enum: supports }).notNull(),
    devices: integer().notNull(),
    /** When the newest of them came into the list. */
    newestAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.productId, table.contractNumber] })],
);

/** An organization's list at a glance; a row from its first load on, or from when it holds a contract. */
export const inventorySummary = sqliteTable(
  "inventory_summary",
  {
    organizationId: text()
      .primaryKey()
      .references(() => organization.id),
    devices: integer().notNull(),
    covered: integer().notNull(),
    ending: integer().notNull(),
    uncovered: integer().notNull(),
    near: integer().notNull(),
    ended: integer().notNull(),
    unknown: integer().notNull(),
    /** 0: never; nothing but contracts is known. */
    loadedAt: integer().notNull(),
    /** The day for which coverage and support were worked out. */
    asOf: text().notNull(),
    /** The next day on which they change by themselves, or an alert does; today after an import. */
    dueOn: text().notNull(),
    /** Counts every change of this row: work that was decided on an older one is decided again. */
    revision: integer().notNull().default(0),
    /** Since an import: the serial number up to which the list is linked anew already. */
    linkedTo: text(),
  },
  (table) => [index("inventory_summary_due").on(table.dueOn)],
);
