import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { limits } from "#src/domain/limits.ts";
import type { Organization } from "#src/domain/organization.ts";
import { downwardFrom, upwardFrom } from "./organization.ts";

export interface FoundOrganization extends Organization {
  readonly parentName: string | null;
}

const { organizations: most } = limits.search;

/**
 * Organizations by the beginning of their name, by a domain that is known for them, or by a contract's number; then
 * those above and those below them; all three by index. One more than the limit: there are others.
 */
export const searchOrganizations = ({ name, domain, number }: Search) =>
  build.all<FoundOrganization>(sql`with recursive
    found (id) as (
      select id from (select id from organization
        where name >= ${name} collate nocase and name < ${name + last} collate nocase and ${name} <> ''
        order by name collate nocase limit ${most})
      union select organization_id from organization_domain where domain = ${domain}
      union select organization_id from contract where number = ${number}),
    ${upwardFrom(sql`select id from found`, "above")},
    ${downwardFrom(sql`select id from found`)},
    related (id, place) as (
      select id, min(place) from (
        select id, 1 as place from found union all select id, 2 from above
        union all select id, 3 from (select id from below limit ${2 * most}))
      group by id order by 2 limit ${most + 1})
    select o.id, o.parent_id, o.name, o.street, o.city, o.postal_code, o.region, o.country,
      p.name as parent_name
    from related cross join organization o on o.id = related.id
    left join organization p on p.id = o.parent_id order by related.place, o.name collate nocase`);

/** What was typed, as each of the three is kept; empty where it cannot be one. */
export interface Search {
  readonly name: string;
  readonly domain: string;
  readonly number: string;
}

/** Behind every name that begins so. */
const last = "\u{10FFFF}";
