import { and, eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { alert } from "#db/schema/alert.ts";
import type { AlertId, PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Match, Severity } from "#src/domain/reports/advisory.ts";
import { alert as lifecycle, type AlertKind, type AlertState } from "#src/domain/reports/alert.ts";
import type { Found } from "#src/domain/reports/findings.ts";
import { isOwn } from "./advisory.ts";
import { belowOf } from "./report.ts";

/** The alerts of an organization's own list, whatever their state. */
export const alertsOf = (organizationId: string) =>
  build.select().from(alert).where(eq(alert.organizationId, organizationId));

/** An alert as a list shows it. */
export interface AlertRow {
  readonly id: AlertId;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly step: string;
  readonly since: string;
  readonly severity: Severity;
  readonly match: Match | null;
  readonly devices: number;
  readonly state: AlertState;
  readonly raisedAt: number;
  /** On which day what it is about ends for a product; of a contract the step tells (`endOfContract`). */
  readonly endsOn: string | null;
  /** Of an advisory, with its titles in other languages as JSON; of a product its name. */
  readonly title: string | null;
  readonly titles: string | null;
}

/** Worst first, as numbers. */
const rank = sql`case a.severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end`;

/** What a list of alerts is limited to; null: every kind, from the beginning. */
export interface AlertFilter {
  readonly state: AlertState;
  readonly kind: AlertKind | null;
  readonly after: AlertCursor | null;
}

/** Where a page of alerts begins: behind this one, in the order of the list. */
export interface AlertCursor {
  readonly severity: Severity;
  readonly raisedAt: number;
  readonly id: AlertId;
}

const ofList = sql`cross join inventory_count n on n.organization_id = a.organization_id`;
const ofCount = sql`cross join inventory i on i.organization_id = a.organization_id and i.product_id = n.product_id`;

/** What an alert `a` says of its matter, and how the devices `i` that it is about are found; null: it says none. */
interface Matter {
  readonly title: SQL | null;
  /** The day on which a product's milestone comes. */
  readonly endsOn: SQL | null;
  readonly devices: readonly SQL[];
}

const ofAdvisory: Matter = {
  title: sql`v.title`,
  endsOn: null,
  devices: [
    sql`cross join advisory_device v on a.match = 'affected' and v.advisory_id = a.subject
      cross join inventory i on i.organization_id = a.organization_id and i.serial_number = v.serial_number
      and ${isOwn(sql`i`)}`,
    sql`cross join advisory_product r on a.match = 'possible' and r.advisory_id = a.subject
      ${ofList} and (n.product_id = r.product_id or (r.product_id like '%*'
        and substr(n.product_id, 1, length(r.product_id) - 1) = rtrim(r.product_id, '*'))) ${ofCount}`,
  ],
};

const ofProduct = {
  title: sql`p.name`,
  devices: [
    sql`cross join inventory i on a.kind in ('support', 'sale')
      and i.organization_id = a.organization_id and i.product_id = a.subject`,
  ],
};

const matters: Readonly<Record<AlertKind, Matter>> = {
  security: ofAdvisory,
  product: ofAdvisory,
  support: {
    ...ofProduct,
    endsOn: sql`case when a.step like 'endOfSupport.%' then p.end_of_support_on else p.end_of_security_support_on end`,
  },
  sale: { ...ofProduct, endsOn: sql`p.end_of_sale_on` },
  contract: {
    title: null,
    // The alert's own step tells: the contract may be another's by now.
    endsOn: null,
    devices: [
      sql`${ofList} and a.kind = 'contract' and n.contract_number = a.subject
        ${ofCount} and i.contract_number = n.contract_number`,
    ],
  },
};

/** What the alert's kind says; null where it says nothing. */
const byKind = (part: "title" | "endsOn") => {
  const cases = Object.entries(matters).map(
    ([kind, matter]) => sql` when ${sql.raw(`'${kind}'`)} then ${matter[part] ?? sql`null`}`,
  );
  return sql`case a.kind${sql.join(cases)} end`;
};

const columns = sql`a.id, a.organization_id as organizationId, o.name as organizationName, a.kind, a.subject, a.step,
  a.since, a.severity, a.match, a.devices, a.state, a.raised_at as raisedAt, ${byKind("endsOn")} as endsOn,
  ${byKind("title")} as title, v.titles`;

const known = sql`join organization o on o.id = a.organization_id
  left join advisory v on a.kind in ('security', 'product') and v.id = a.subject
  left join product p on a.kind in ('support', 'sale') and p.product_id = a.subject`;

/** The alerts in one state of an organization and all below it, worst first, then newest; one more than `most`. */
export const alertsBelow = (
  organizationId: string,
  { state, kind, after }: AlertFilter,
  most: number = limits.alert.perPage,
) =>
  build.all<AlertRow>(sql`with recursive ${belowOf(organizationId)}
    select ${columns}
    from below cross join alert a on a.organization_id = below.id and a.state = ${state} ${known}
    where true ${kind ? sql`and a.kind = ${kind}` : sql``}
      ${
        after
          ? sql`and (${rank}, -a.raised_at, a.id) > (case ${after.severity} when 'critical' then 0
              when 'high' then 1 when 'medium' then 2 else 3 end, ${-after.raisedAt}, ${after.id})`
          : sql``
      }
    order by ${rank}, a.raised_at desc, a.id limit ${most + 1}`);

/** What lists have open alerts of, each matter once. */
export interface OpenMatter extends Pick<
  AlertRow,
  "kind" | "subject" | "step" | "since" | "severity" | "devices" | "endsOn" | "title" | "titles"
> {
  /** In how many lists. */
  readonly organizations: number;
  /** How many matters there are that were raised since an instant: the same in each row. */
  readonly newMatters: number;
}

/** The most pressing matters that are open in an organization and all below it, worst first, then newest. */
export const openMattersBelow = (organizationId: string, since: SQL, most: number) =>
  build.all<OpenMatter>(sql`with recursive ${belowOf(organizationId)},
    matter (id, devices, organizations, raised_at) as materialized (
      select min(a.id), sum(a.devices), count(*), max(a.raised_at)
      from below cross join alert a on a.organization_id = below.id and a.state = 'open' group by a.kind, a.subject)
    select a.kind, a.subject, a.step, a.since, a.severity, m.devices, m.organizations, ${byKind("endsOn")} as endsOn,
      ${byKind("title")} as title, v.titles,
      (select count(*) from matter where raised_at > ${since}) as newMatters
    from matter m cross join alert a on a.id = m.id ${known}
    order by ${rank}, m.raised_at desc, m.devices desc, a.id limit ${most}`);

/** An alert as its own page shows it. */
export interface AlertDetails extends AlertRow {
  readonly note: string | null;
  /** When it was raised or answered last. */
  readonly changedAt: number;
  readonly answeredBy: PersonId | null;
  readonly answeredByName: string | null;
  readonly url: string | null;
  /** As JSON. */
  readonly cves: string | null;
  readonly cvss: number | null;
  readonly replacement: string | null;
}

/** One alert of an organization's own list. */
export const alertById = (organizationId: string, id: AlertId) =>
  build.all<AlertDetails>(sql`
    select ${columns}, a.note, a.changed_at as changedAt, a.answered_by as answeredBy, w.name as answeredByName,
      coalesce(v.url, p.notice_url) as url, v.cves, v.cvss, p.replacement_product_id as replacement
    from alert a ${known} left join person w on w.id = a.answered_by
    where a.id = ${id} and a.organization_id = ${organizationId}`);

/** The devices that an alert is about, by host name; those that an advisory names itself come alone. */
export const devicesOfAlert = (organizationId: string, id: AlertId) => {
  const ways = new Set(Object.values(matters).flatMap(({ devices }) => devices));
  const listed = [...ways].map(
    (via) => sql`select i.serial_number, i.host_name, i.product_id from alert a ${via}
      where a.id = ${id} and a.organization_id = ${organizationId}`,
  );
  return build.all<{ serialNumber: string; hostName: string; productId: string }>(sql`
    select serial_number as serialNumber, host_name as hostName, product_id as productId
    from (${sql.join(listed, sql` union `)})
    order by host_name collate nocase, serial_number limit ${limits.alert.devicesShown}`);
};

/** Raises an alert; no row changes where there is one of this matter already. */
export const raiseAlert = (
  id: AlertId,
  organizationId: string,
  { kind, subject, step, since, severity, devices, match }: Found,
  now: number,
): Statement =>
  build
    .insert(alert)
    .values({
      id,
      organizationId,
      kind,
      subject,
      step,
      since,
      severity,
      match,
      devices,
      state: "open",
      raisedAt: now,
      changedAt: now,
    })
    .onConflictDoNothing();

type AlertEvent = (typeof lifecycle.events)[number];

/** Moves an alert by an event, from the state in which it was read; an answer carries its person and note. */
export const moveAlert = (
  { id, state }: { id: AlertId; state: AlertState },
  event: AlertEvent,
  now: number,
  said: { by: PersonId; note: string } | null = null,
): Statement =>
  build
    .update(alert)
    .set({
      state: lifecycle.next(state, event)!,
      changedAt: now,
      ...(event === "reopen" && { raisedAt: now }),
      ...(said && { answeredBy: said.by, note: said.note || null }),
    })
    .where(and(eq(alert.id, id), eq(alert.state, state)));

/** Keeps an alert true to what is found now, whatever its state. */
export const refreshAlert = (id: AlertId, { step, since, severity, devices, match }: Found): Statement =>
  build.update(alert).set({ step, since, severity, devices, match }).where(eq(alert.id, id));
