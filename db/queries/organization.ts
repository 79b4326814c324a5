import { eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { organization } from "#db/schema/organization.ts";

export const organizationById = (id: SQL | string) =>
  build.select().from(organization).where(eq(organization.id, id));

/** An organization and all above it: `upward (id, distance)`, for use after `with recursive`. */
export const upwardOf = (organizationId: SQL | string) => sql`
  upward (id, distance) as (
    select ${organizationId}, 0
    union select o.parent_id, distance + 1 from upward join organization o on o.id = upward.id
    where o.parent_id is not null)`;

/** The organizations right below one. */
export const organizationsBelow = (organizationId: string) =>
  build
    .select()
    .from(organization)
    .where(eq(organization.parentId, organizationId))
    .orderBy(sql`name collate nocase`)
    .limit(500);

export const below = (organizationId: SQL | string) => sql`(with recursive below (id) as (
    select ${organizationId} union select o.id from below join organization o on o.parent_id = below.id)
  select id from below)`;
