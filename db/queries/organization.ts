import { eq, type SQL } from "drizzle-orm";
import { build } from "../builder.ts";
import { organization } from "../schema/organization.ts";

export const organizationById = (id: SQL | string) =>
  build.select().from(organization).where(eq(organization.id, id));
