import type { z } from "zod";
import { type rules, titleColumnNames, titlesOf } from "./rules.ts";

export type Table = keyof typeof rules;
export type Row<T extends Table = Table> = z.infer<(typeof rules)[T]>;

export interface ImportFile {
  readonly name: string;
  readonly table: Table;
  /** Columns that tell one row from another. */
  readonly key: readonly string[];
  /** Columns that are kept in the table itself, named alike in file and database. */
  readonly columns: readonly string[];
  /** Columns that the header may leave out. */
  readonly optional: readonly string[];
  /** Columns that name a record which must exist already. */
  readonly references: Readonly<Record<string, Referred>>;
  /** What is kept beside the columns of the row itself. */
  readonly derived?: (row: Readonly<Record<string, unknown>>) => object;
}

/** A table whose records other rows name. */
export type Referred = "organization" | "contract" | "advisory";

/** The files of an import, in the order in which they build on one another. */
export const importFiles: readonly ImportFile[] = [
  {
    name: "organizations.csv",
    table: "organization",
    key: ["id"],
    columns: ["id", "parent_id", "name", "street", "city", "postal_code", "region", "country"],
    optional: [],
    references: {},
  },
  {
    name: "contracts.csv",
    table: "contract",
    key: ["number"],
    columns: ["number", "type", "organization_id", "starts_on", "ends_on"],
    optional: [],
    references: { organization_id: "organization" },
  },
  {
    name: "devices.csv",
    table: "device",
    key: ["serial_number"],
    columns: ["serial_number", "product_id", "contract_number", "organization_id"],
    optional: [],
    references: { contract_number: "contract", organization_id: "organization" },
  },
  {
    name: "entitlements.csv",
    table: "entitlement",
    key: ["contract_number", "email"],
    columns: ["contract_number", "email", "ends_on"],
    optional: ["ends_on"],
    references: { contract_number: "contract" },
  },
  {
    name: "products.csv",
    table: "product",
    key: ["product_id"],
    columns: [
      "product_id",
      "name",
      "announced_on",
      "end_of_sale_on",
      "end_of_renewal_on",
      "end_of_security_support_on",
      "end_of_support_on",
      "replacement_product_id",
      "notice_url",
      "updated_on",
    ],
    optional: [],
    references: {},
  },
  {
    name: "advisories.csv",
    table: "advisory",
    key: ["id"],
    columns: [
      "id",
      "kind",
      "severity",
      "cvss",
      "cves",
      "published_on",
      "updated_on",
      "url",
      "title",
      "titles",
    ],
    optional: titleColumnNames,
    references: {},
    derived: (row) => ({ titles: titlesOf(row) }),
  },
  {
    name: "advisory-products.csv",
    table: "advisory_product",
    key: ["advisory_id", "product_id"],
    columns: ["advisory_id", "product_id"],
    optional: [],
    references: { advisory_id: "advisory" },
  },
  {
    name: "advisory-devices.csv",
    table: "advisory_device",
    key: ["advisory_id", "serial_number"],
    columns: ["advisory_id", "serial_number"],
    optional: [],
    references: { advisory_id: "advisory" },
  },
];
