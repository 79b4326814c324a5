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
  /** Columns that say where a record belongs: with another value it has moved. */
  readonly moves: readonly string[];
  /** Columns that the header may leave out: what they would say stays as it is. An empty value clears. */
  readonly optional: readonly string[];
  /** Columns that name a record which must exist already. */
  readonly references: Readonly<Record<string, Referred>>;
  /** What is kept beside the columns of the row itself, as far as the header has them. */
  readonly derived?: (row: Readonly<Record<string, unknown>>, header: readonly string[]) => object;
  /** The one of these that is a JSON object of which a file may say a part. */
  readonly merged?: string;
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
    moves: ["parent_id"],
    optional: [],
    references: {},
  },
  {
    name: "contracts.csv",
    table: "contract",
    key: ["number"],
    columns: ["number", "type", "organization_id", "starts_on", "ends_on"],
    moves: ["organization_id"],
    optional: [],
    references: { organization_id: "organization" },
  },
  {
    name: "devices.csv",
    table: "device",
    key: ["serial_number"],
    columns: ["serial_number", "product_id", "contract_number", "organization_id"],
    moves: ["contract_number", "organization_id"],
    optional: [],
    references: { contract_number: "contract", organization_id: "organization" },
  },
  {
    name: "entitlements.csv",
    table: "entitlement",
    key: ["contract_number", "email"],
    columns: ["contract_number", "email", "ends_on"],
    moves: [],
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
    moves: [],
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
    moves: [],
    optional: titleColumnNames,
    references: {},
    derived: (row, header) => ({ titles: titlesOf(row, header) }),
    merged: "titles",
  },
  {
    name: "advisory-products.csv",
    table: "advisory_product",
    key: ["advisory_id", "product_id"],
    columns: ["advisory_id", "product_id"],
    moves: [],
    optional: [],
    references: { advisory_id: "advisory" },
  },
  {
    name: "advisory-devices.csv",
    table: "advisory_device",
    key: ["advisory_id", "serial_number"],
    columns: ["advisory_id", "serial_number"],
    moves: [],
    optional: [],
    references: { advisory_id: "advisory" },
  },
];
