import { eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { organization } from "#db/schema/organization.ts";
import type { OrganizationId } from "#src/domain/ids.ts";

export const organizationById = (id: SQL | OrganizationId) =>
  build.select().from(organization).where(eq(organization.id, id));

/** What `start` selects and all above it, each once: `upward (id)`, for use after `with recursive`. */
export const upwardFrom = (start: SQL, name = "upward") => {
  const above = sql.raw(name);
  return sql`
    ${above} (id) as (
      ${start}
      union select o.parent_id from ${above} join organization o on o.id = ${above}.id where o.parent_id is not null)`;
};

/** An organization and all above it: `upward (id)`. */
export const upwardOf = (organizationId: SQL | OrganizationId) => upwardFrom(sql`select ${organizationId}`);

/**
 * Each organization that `start` selects as `id`, and all above it, each once, with the steps up to it:
 * `upward (about, id, distance)`. There are as many steps as organizations: so it ends even where one were above itself.
 */
export const stepsUpOfEach = (start: SQL) => sql`
  above (about, id) as (
    select id, id from (${start})
    union select about, o.parent_id from above join organization o on o.id = above.id where o.parent_id is not null),
  upward (about, id, distance, steps) as (
    select about, about, 0, count(*) from above group by about
    union all select about, o.parent_id, distance + 1, steps from upward join organization o on o.id = upward.id
    where distance + 1 < steps)`;

/** The same of one organization. */
export const stepsUpOf = (organizationId: SQL | OrganizationId) =>
  stepsUpOfEach(sql`select ${organizationId} as id`);

/** What `start` selects and all below it: `below (id)`, for use after `with recursive`. */
export const downwardFrom = (start: SQL) => sql`
  below (id) as (${start} union select o.id from below join organization o on o.parent_id = below.id)`;

/** An organization and all below it, for use behind `in`. */
export const organizationAndBelow = (organizationId: SQL | OrganizationId) => sql`(
  with recursive ${downwardFrom(sql`select ${organizationId}`)} select id from below)`;

/** The organizations right below one. */
export const organizationsBelow = (organizationId: OrganizationId) =>
  build
    .select()
    .from(organization)
    .where(eq(organization.parentId, organizationId))
    .orderBy(sql`name collate nocase`)
    .limit(500);
