import { and, eq, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { alert } from "#db/schema/alert.ts";
import type { AlertId, PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Match, Severity } from "#src/domain/reports/advisory.ts";
import {
  alert as lifecycle,
  type AlertKind,
  type AlertState,
  type Finding,
} from "#src/domain/reports/alert.ts";
import { belowOf } from "./report.ts";

/** The alerts of an organization's own list, whatever their state. */
export const alertsOf = (organizationId: string) =>
  build.select().from(alert).where(eq(alert.organizationId, organizationId));

export const alertById = (organizationId: string, id: AlertId) =>
  build
    .select()
    .from(alert)
    .where(and(eq(alert.organizationId, organizationId), eq(alert.id, id)));

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
  /** Of an advisory, with its titles in other languages as JSON; of a product its name. */
  readonly title: string | null;
  readonly titles: string | null;
}

/** Worst first, as numbers. */
const rank = sql`case a.severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end`;

/** Where a page of alerts begins: behind this one, in the order of the list. */
export interface AlertCursor {
  readonly severity: Severity;
  readonly raisedAt: number;
  readonly id: AlertId;
}

/** The alerts in one state of an organization and all below it, worst first, then newest; one more than a page. */
export const alertsBelow = (
  organizationId: string,
  { state, kind, after }: { state: AlertState; kind: AlertKind | null; after: AlertCursor | null },
) =>
  build.all<AlertRow>(sql`with recursive ${belowOf(organizationId)}
    select a.id, a.organization_id as organizationId, o.name as organizationName, a.kind, a.subject, a.step, a.since,
      a.severity, a.match, a.devices, a.state, a.raised_at as raisedAt, coalesce(v.title, p.name) as title, v.titles
    from below cross join alert a on a.organization_id = below.id and a.state = ${state}
    join organization o on o.id = a.organization_id
    left join advisory v on a.kind in ('security', 'product') and v.id = a.subject
    left join product p on a.kind in ('support', 'sale') and p.product_id = a.subject
    where true ${kind ? sql`and a.kind = ${kind}` : sql``}
      ${
        after
          ? sql`and (${rank}, -a.raised_at, a.id) > (case ${after.severity} when 'critical' then 0
              when 'high' then 1 when 'medium' then 2 else 3 end, ${-after.raisedAt}, ${after.id})`
          : sql``
      }
    order by ${rank}, a.raised_at desc, a.id limit ${limits.alert.perPage + 1}`);

/** Raises an alert; no row changes where there is one of this matter already. */
export const raiseAlert = (
  id: AlertId,
  organizationId: string,
  { kind, subject, step, since, severity, devices }: Finding,
  { now, match }: { now: number; match: Match | null },
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
export const refreshAlert = (
  id: AlertId,
  { step, since, severity, devices }: Finding,
  match: Match | null,
): Statement => build.update(alert).set({ step, since, severity, devices, match }).where(eq(alert.id, id));
