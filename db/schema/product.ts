import { index, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { advisoryKinds, severities } from "#src/domain/reports/advisory.ts";

/** A product as the provider announces it. Ids are kept as compared; days are `YYYY-MM-DD`, `tba` or null. */
export const product = sqliteTable(
  "product",
  {
    productId: text().primaryKey(),
    name: text().notNull(),
    announcedOn: text(),
    endOfSaleOn: text(),
    endOfRenewalOn: text(),
    endOfSecuritySupportOn: text(),
    endOfSupportOn: text(),
    replacementProductId: text(),
    noticeUrl: text(),
    updatedOn: text(),
  },
  (table) => [index("product_updated").on(table.updatedOn)],
);

/** What the provider tells about a flaw or a fault of its products. */
export const advisory = sqliteTable(
  "advisory",
  {
    id: text().primaryKey(),
    kind: text({ enum: advisoryKinds }).notNull(),
    severity: text({ enum: severities }).notNull(),
    cvss: real(),
    cves: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    publishedOn: text().notNull(),
    updatedOn: text().notNull(),
    url: text(),
    title: text().notNull(),
    /** By language. */
    titles: text({ mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
  },
  (table) => [index("advisory_updated").on(table.updatedOn)],
);

/** A product that an advisory names: its id, or its beginning and `*`. */
export const advisoryProduct = sqliteTable(
  "advisory_product",
  {
    advisoryId: text()
      .notNull()
      .references(() => advisory.id),
    productId: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.advisoryId, table.productId] }),
    index("advisory_product_product").on(table.productId),
  ],
);

/** A single device that an advisory names. */
export const advisoryDevice = sqliteTable(
  "advisory_device",
  {
    advisoryId: text()
      .notNull()
      .references(() => advisory.id),
    serialNumber: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.advisoryId, table.serialNumber] }),
    index("advisory_device_serial").on(table.serialNumber),
  ],
);
