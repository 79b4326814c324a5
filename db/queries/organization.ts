import { eq, sql } from "drizzle-orm";
import { build } from "../builder.ts";
import { organization } from "../schema/organization.ts";

export const organizationById = (id: string) =>
  build.select().from(organization).where(eq(organization.id, id));

/** The administrators of an organization and of all above it, each with the organization of the seat. */
export const administratorsOf = (id: string) =>
  build.all<{
    organizationId: string;
    personId: string;
    name: string;
    email: string;
    position: number;
    createdAt: number;
    termsAcceptedAt: number | null;
    termsVersion: string | null;
  }>(sql`
    with recursive upward (id) as (
      values (${id})
      union select o.parent_id from upward join organization o on o.id = upward.id where o.parent_id is not null)
    select s.organization_id as organizationId, s.person_id as personId, p.name, p.email, s.position,
      s.created_at as createdAt, s.terms_accepted_at as termsAcceptedAt, s.terms_version as termsVersion
    from upward cross join seat s on s.organization_id = upward.id and s.ended_at is null
    join person p on p.id = s.person_id order by s.position`);
