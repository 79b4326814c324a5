import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OrganizationId } from "#src/domain/ids.ts";

/** A node of a customer's tree: the whole company, its countries, its sites. Loaded by import. */
export const organization = sqliteTable(
  "organization",
  {
    id: text().$type<OrganizationId>().primaryKey(),
    parentId: text()
      .$type<OrganizationId>()
      .references((): AnySQLiteColumn => organization.id),
    name: text().notNull(),
    street: text().notNull().default(""),
    city: text().notNull().default(""),
    postalCode: text().notNull().default(""),
    region: text().notNull().default(""),
    country: text().notNull(),
  },
  (table) => [
    index("organization_parent").on(table.parentId),
    index("organization_name").on(sql`${table.name} collate nocase`),
  ],
);

/** E-mail domains known to be an organization's own; ASCII, lower case. */
export const organizationDomain = sqliteTable(
  "organization_domain",
  {
    organizationId: text()
      .$type<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    domain: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.domain] }),
    index("organization_domain_domain").on(table.domain),
  ],
);
