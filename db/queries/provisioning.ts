import { build } from "../builder.ts";
import { provisioning } from "../schema/provisioning.ts";

export const addProvisioning = (row: typeof provisioning.$inferInsert) =>
  build.insert(provisioning).values(row);
