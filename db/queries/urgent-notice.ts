import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import type { AlertId, OrganizationId, PersonId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import type { Severity } from "#src/domain/reports/advisory.ts";
import type { AlertKind, AlertState } from "#src/domain/reports/alert.ts";
import type { Due } from "./due.ts";

/** What somebody was told at once is counted as this. */
export const urgentMail = "urgent-mail";

/** These people are to be told at once of what was raised, or has opened again, in an organization at this instant. */
export const addNotices = (
  organizationId: OrganizationId,
  personIds: readonly PersonId[],
  now: number,
): Statement =>
  build.run(sql`
    insert into urgent_notice (person_id, alert_id)
    select p.value, a.id from alert a cross join json_each(${JSON.stringify(personIds)}) p
    where a.organization_id = ${organizationId} and a.state = 'open' and a.raised_at = ${now}
      and a.kind = 'security' and a.severity in ('critical', 'high')
    on conflict do nothing`);

/** Who is to be told at once and was not within a day, by id; a stage is the first alert of which this person is told. */
export const noticesDue = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select n.person_id as id, min(a.raised_at || '.' || a.id) as stage
    from urgent_notice n cross join alert a on a.id = n.alert_id
    where n.person_id > ${after} and (
      select count(*) from attempt t
      where t.kind = ${urgentMail} and t.subject = n.person_id and t.at > ${now - window.day})
      < ${limits.urgentMail.perPersonDay}
    group by n.person_id order by n.person_id limit ${most}`);

/** An alert of which somebody is to be told at once. */
export interface Notice {
  readonly id: AlertId;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly raisedAt: number;
  readonly devices: number;
  readonly title: string | null;
  readonly titles: string | null;
}

/** Of what somebody is to be told at once, by organization. */
export const noticesOf = (personId: PersonId) =>
  build.all<Notice>(sql`
    select a.id, a.organization_id, o.name as organization_name, a.kind, a.subject, a.severity, a.state, a.raised_at,
      a.devices, v.title, v.titles
    from urgent_notice n cross join alert a on a.id = n.alert_id
    cross join organization o on o.id = a.organization_id
    left join advisory v on v.id = a.subject
    where n.person_id = ${personId} order by o.name collate nocase, o.id, a.id`);

/** The organizations of these alerts, for use inside a statement. */
export const organizationsNoticed = (personId: PersonId): SQL => sql`
  select a.organization_id as id from urgent_notice n cross join alert a on a.id = n.alert_id
  where n.person_id = ${personId}`;

/** Takes away what somebody was told of; no row changes where it was told meanwhile. */
export const dropNotices = (personId: PersonId, alertIds: readonly AlertId[]): Statement =>
  build.run(sql`
    delete from urgent_notice where person_id = ${personId}
      and alert_id in (select value from json_each(${JSON.stringify(alertIds)}))`);
