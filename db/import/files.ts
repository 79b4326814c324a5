import type { z } from "zod";
import type { rules } from "./rules.ts";

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
  readonly references: Readonly<Record<string, "organization" | "contract">>;
}

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
];
