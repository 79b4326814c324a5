import { and, eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { subscription } from "#db/schema/alert.ts";
import { type OrganizationId, organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { holdersOf, type Holding } from "#src/domain/policy.ts";
import type { Coverage } from "#src/domain/reports/coverage.ts";
import type { DigestRhythm, Wishes } from "#src/domain/reports/digest.ts";
import type { Language } from "#src/i18n/languages.ts";
import { seatCounts } from "./administrator.ts";
import type { Due } from "./due.ts";
import { stepsUpOfEach } from "./organization.ts";
import { isTakenUp } from "./role-taken-up.ts";

/** What somebody has chosen to be sent about an organization; no row: what the role says. */
export const subscriptionOf = (personId: SQL | PersonId, organizationId: string) =>
  build
    .select()
    .from(subscription)
    .where(and(sql`${subscription.personId} = ${personId}`, eq(subscription.organizationId, organizationId)));

/** What somebody has chosen about an organization, or (null) about each in which something is held or was chosen. */
export const choicesOf = (personId: PersonId, organizationId: OrganizationId | null) =>
  build.all<{ organizationId: OrganizationId; digest: DigestRhythm | null; urgent: 0 | 1 | null }>(sql`
    with place (id) as (${
      organizationId === null
        ? sql`select organization_id from seat where person_id = ${personId} and ended_at is null
            union select organization_id from role
            where person_id = ${personId} and organization_id is not null and ended_at is null
            union select organization_id from subscription where person_id = ${personId}`
        : sql`select ${organizationId}`
    })
    select place.id as organization_id, s.digest, s.urgent
    from place left join subscription s on s.person_id = ${personId} and s.organization_id = place.id`);

const reads = listOf(holdersOf("report.read").filter((holder) => holder !== "delegated-administrator"));

/** Something by which somebody reads an organization's reports, held there or so many steps above. */
export interface ReaderRow {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  /** Whose reports. */
  readonly about: OrganizationId;
  readonly organizationId: OrganizationId;
  readonly distance: number;
  readonly holds: Holding;
  /** Whether what the role says is sent: 1, or 0 of one that others gave and that is not used (`isTakenUp`). */
  readonly takenUp: 0 | 1;
}

/** Who reads the reports of an organization: everybody, or one person. */
export const readersOf = (organizationId: SQL | OrganizationId, personId?: SQL | PersonId) =>
  readersOfEach(sql`select ${organizationId} as id`, personId);

/** The same of each organization that `start` selects as `id`. */
export const readersOfEach = (start: SQL, personId?: SQL | PersonId) => {
  const only = (column: SQL) => (personId ? sql`and ${column} = ${personId}` : sql``);
  return build.all<ReaderRow>(sql`with recursive ${stepsUpOfEach(start)},
    held (person_id, about, organization_id, distance, holds, role_id) as (
      select s.person_id, upward.about, upward.id, upward.distance, 'delegated-administrator', null
      from upward cross join seat s on s.organization_id = upward.id
      where ${seatCounts} ${only(sql`s.person_id`)}
      union all select g.person_id, upward.about, upward.id, upward.distance, g.role, g.id
      from upward cross join role g on g.organization_id = upward.id
      where g.ended_at is null and g.role in ${reads} ${only(sql`g.person_id`)})
    select p.id as person_id, p.name, p.email, p.language, held.about, held.organization_id, held.distance, held.holds,
      g.id is null or ${isTakenUp} as taken_up
    from held cross join person p on p.id = held.person_id and p.disabled_at is null
    left join role g on g.id = held.role_id`);
};

/** What somebody has chosen about an organization or one so many steps above it. */
export interface ChoiceRow {
  readonly personId: PersonId;
  readonly about: OrganizationId;
  readonly organizationId: OrganizationId;
  readonly distance: number;
  readonly digest: DigestRhythm | null;
  readonly urgent: 0 | 1 | null;
}

/** What has been chosen about an organization or one above it: by everybody, or by one person. */
export const choicesAbove = (organizationId: OrganizationId, personId?: SQL | PersonId) =>
  choicesAboveEach(sql`select ${organizationId} as id`, personId);

/** The same of each organization that `start` selects as `id`. */
export const choicesAboveEach = (start: SQL, personId?: SQL | PersonId) =>
  build.all<ChoiceRow>(sql`
    with recursive ${stepsUpOfEach(start)}
    select s.person_id, upward.about, s.organization_id, upward.distance, s.digest, s.urgent
    from upward cross join subscription s on s.organization_id = upward.id
    ${personId ? sql`where s.person_id = ${personId}` : sql``}`);

const unchosen = (holder: SQL) => sql`not exists (select 1 from subscription c
  where c.person_id = ${holder}.person_id and c.organization_id = ${holder}.organization_id and c.digest is not null)`;

/** By what the role says, where nothing was chosen (`wishesBy`); whether it is taken up is asked when the digest is made. */
const byRole = sql`
  union select s.person_id, s.organization_id from listing cross join seat s on s.organization_id = listing.id
  where ${seatCounts} and ${unchosen(sql`s`)}
  union select g.person_id, g.organization_id from listing cross join role g on g.organization_id = listing.id
  where g.role = 'customer-administrator' and g.ended_at is null and ${unchosen(sql`g`)}`;

/** Says whose digests of a period are to be made: of organizations that have a list, or one below has. */
export const planDigests = (rhythm: Exclude<DigestRhythm, "none">, period: string): Statement =>
  build.run(sql`
    insert into subscription (person_id, organization_id, digest_due)
    with recursive listing (id) as (
        select organization_id from inventory_summary where organization_id > ''
        union select o.parent_id from listing cross join organization o on o.id = listing.id
        where o.parent_id is not null),
      wanted (person_id, organization_id) as (
        select s.person_id, s.organization_id from listing
        cross join subscription s on s.organization_id = listing.id and s.digest = ${rhythm}
        ${rhythm === "monthly" ? byRole : sql``})
    select person_id, organization_id, ${period} from wanted where true
    on conflict (person_id, organization_id) do update set digest_due = excluded.digest_due
    where subscription.digest_of is null or subscription.digest_of < excluded.digest_due`);

/** The person and the organization that an item of the digests names. */
export function digestItem(id: string) {
  const [personId = "", ...rest] = id.split("/");
  return { personId: personId as PersonId, organizationId: organizationIdOf(rest.join("/")) };
}

/** The digests that are to be made, by person and organization; found by an index of these alone. */
export const digestsDue = (after: string, most: number) => {
  const { personId, organizationId } = digestItem(after);
  return build.all<Due>(sql`
    select person_id || '/' || organization_id as id, digest_due as stage from subscription
    where digest_due is not null and (person_id, organization_id) > (${personId}, ${organizationId})
    order by person_id, organization_id limit ${most}`);
};

/** Keeps a choice; what is not said stays as it was. */
export const chooseSubscription = (personId: PersonId, organizationId: string, chosen: Partial<Wishes>) =>
  build
    .insert(subscription)
    .values({ personId, organizationId, ...chosen })
    .onConflictDoUpdate({ target: [subscription.personId, subscription.organizationId], set: chosen });

/** When somebody's last digest about an organization was made, for use inside a statement; 0: never. */
export const lastDigestAt = (personId: PersonId, organizationId: OrganizationId) => sql`coalesce((
  select digest_at from subscription where person_id = ${personId} and organization_id = ${organizationId}), 0)`;

/** Keeps that a period's digest was made; no row changes where it was made before, so that nobody gets two. */
export const markDigest = (
  personId: PersonId,
  organizationId: string,
  { period, now, coverage }: { period: string; now: number; coverage: Readonly<Record<Coverage, number>> },
) =>
  build
    .insert(subscription)
    .values({ personId, organizationId, digestOf: period, digestAt: now, digestCoverage: coverage })
    .onConflictDoUpdate({
      target: [subscription.personId, subscription.organizationId],
      set: { digestOf: period, digestAt: now, digestCoverage: coverage, digestDue: null },
      setWhere: sql`${subscription.digestOf} is null or ${subscription.digestOf} < ${period}`,
    });
