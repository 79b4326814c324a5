import { eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { advisory } from "#db/schema/product.ts";
import type { AdvisoryKind, Match, Severity } from "#src/domain/reports/advisory.ts";

export const advisoryById = (id: string) => build.select().from(advisory).where(eq(advisory.id, id));

/** An advisory that concerns a list, with how many of its devices, and how surely. */
export interface ConcerningAdvisory {
  readonly id: string;
  readonly kind: AdvisoryKind;
  readonly severity: Severity;
  readonly updatedOn: string;
  readonly match: Match;
  readonly devices: number;
  readonly newestAt: number;
  readonly title: string;
  /** By language, as JSON. */
  readonly titles: string;
}

const last = "\u{10FFFF}";

/** True where a pattern `r.product_id` names `column`: exactly, or by its beginning; each by an index of the column. */
const namedBy = (column: SQL) => ({
  exactly: sql`${column} = r.product_id`,
  byBeginning: sql`${column} >= rtrim(r.product_id, '*') and ${column} < rtrim(r.product_id, '*') || ${last}`,
});

/**
 * True of a device `i` of a list in whose tree its contract is held: of others an advisory that names serial numbers
 * says nothing, else whoever loads a stranger's number would learn that it exists (SECURITY.md I15).
 */
export const isOwn = (i: SQL) => sql`${i}.contract_number is not null`;

/**
 * The advisories that concern an organization's own list: by serial number, else by product. Reads the counts of its
 * products and every pattern with a star, no device but those that are named themselves.
 */
export const advisoriesConcerning = (organizationId: string) => {
  const named = namedBy(sql`n.product_id`);
  return build.all<ConcerningAdvisory>(sql`
    with named (advisory_id, product_id, devices, newest_at) as (
      select r.advisory_id, n.product_id, n.devices, n.newest_at
      from inventory_count n cross join advisory_product r on ${named.exactly}
      where n.organization_id = ${organizationId}
      union all
      select r.advisory_id, n.product_id, n.devices, n.newest_at
      from advisory_product r cross join inventory_count n
      on n.organization_id = ${organizationId} and ${named.byBeginning}
      where r.product_id like '%*'),
    possible as (
      select advisory_id, sum(devices) as devices, max(newest_at) as newest_at
      from (
        select n.advisory_id, n.product_id, i.devices, i.newest_at
        from (select distinct advisory_id, product_id from named) n
        cross join (
          select product_id, sum(devices) as devices, max(newest_at) as newest_at from inventory_count
          where organization_id = ${organizationId} group by product_id) i on i.product_id = n.product_id)
      group by advisory_id),
    affected as (
      select v.advisory_id, count(*) as devices, max(i.added_at) as newest_at
      from advisory_device v cross join inventory i
      on i.organization_id = ${organizationId} and i.serial_number = v.serial_number and ${isOwn(sql`i`)}
      group by v.advisory_id)
    select a.id, a.kind, a.severity, a.updated_on as updatedOn, 'affected' as match, f.devices,
      f.newest_at as newestAt, a.title, a.titles
    from affected f cross join advisory a on a.id = f.advisory_id
    union all
    select a.id, a.kind, a.severity, a.updated_on, 'possible', p.devices, p.newest_at, a.title, a.titles
    from possible p cross join advisory a on a.id = p.advisory_id
    where p.advisory_id not in (select advisory_id from affected)`);
};

/**
 * The advisories that concern one device of an organization's own list, the worst first. `name` is what may name its product:
 * itself, and each beginning of it with a star.
 */
export const advisoriesOf = (organizationId: string, serialNumber: string, productId: SQL) =>
  build.all<{
    id: string;
    kind: AdvisoryKind;
    severity: Severity;
    updatedOn: string;
    url: string | null;
    title: string;
    titles: string;
    match: Match;
  }>(sql`
    with recursive
    name (text, stem) as (
      select ${productId}, ${productId} union all select stem || '*', substr(stem, 1, length(stem) - 1) from name where stem <> ''),
    matching (id, match) as (
      select v.advisory_id, 'affected' from inventory i cross join advisory_device v on v.serial_number = i.serial_number
      where i.organization_id = ${organizationId} and i.serial_number = ${serialNumber} and ${isOwn(sql`i`)}
      union all
      select r.advisory_id, 'possible' from name cross join advisory_product r on r.product_id = name.text)
    select a.id, a.kind, a.severity, a.updated_on as updatedOn, a.url, a.title, a.titles, min(m.match) as match
    from matching m cross join advisory a on a.id = m.id group by a.id
    order by case a.severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end,
      a.updated_on desc`);
