import { eq, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { organization } from "#db/schema/organization.ts";

export const organizationById = (id: SQL | string) =>
  build.select().from(organization).where(eq(organization.id, id));
