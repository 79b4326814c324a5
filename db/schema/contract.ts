import { sql } from "drizzle-orm";
import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OrganizationId } from "#src/domain/ids.ts";
import { organization } from "./organization.ts";

/** A service contract. Numbers are kept as compared: upper case, without spaces and dashes. Days are `YYYY-MM-DD`. */
export const contract = sqliteTable(
  "contract",
  {
    number: text().primaryKey(),
    type: text().notNull(),
    organizationId: text()
      .$type<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    startsOn: text().notNull(),
    endsOn: text().notNull(),
  },
  (table) => [index("contract_organization_ends").on(table.organizationId, table.endsOn)],
);

/** This address is associated with this contract, until a day if one is given. */
export const entitlement = sqliteTable(
  "entitlement",
  {
    contractNumber: text()
      .notNull()
      .references(() => contract.number),
    email: text().notNull(),
    /** That of the address. */
    domain: text().generatedAlwaysAs(sql`substr(email, instr(email, '@') + 1)`, { mode: "virtual" }),
    endsOn: text(),
  },
  (table) => [
    primaryKey({ columns: [table.contractNumber, table.email] }),
    index("entitlement_email").on(table.email),
    index("entitlement_domain").on(table.domain),
  ],
);

/** A device, the contract that covers it and where it is installed. */
export const device = sqliteTable(
  "device",
  {
    serialNumber: text().primaryKey(),
    productId: text().notNull(),
    contractNumber: text()
      .notNull()
      .references(() => contract.number),
    organizationId: text()
      .$type<OrganizationId>()
      .notNull()
      .references(() => organization.id),
  },
  (table) => [
    index("device_contract_serial").on(table.contractNumber, table.serialNumber),
    index("device_organization").on(table.organizationId),
  ],
);
