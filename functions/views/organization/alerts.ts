import {
  alertById,
  type AlertCursor,
  type AlertFilter,
  type AlertRow,
  alertsBelow,
  devicesOfAlert,
} from "#db/queries/alert.ts";
import { eventsWhere, everything, happenedTo } from "#db/queries/history.ts";
import type { AlertId, OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { severities, type Severity } from "#src/domain/reports/advisory.ts";
import { alert, type AlertKind, alertKinds, type AlertState, answersIn } from "#src/domain/reports/alert.ts";
import { query } from "#functions/command/query.ts";
import { eventView } from "#functions/views/place/history.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** What the address of the list says, as it was typed. */
export interface AlertQuestion {
  readonly id: OrganizationId;
  readonly kind?: string;
  readonly state?: string;
  readonly after?: string;
}

const oneOf = <W extends string>(words: readonly W[], typed = "") => words.find((word) => word === typed);

/** The filter that an address names: what is open, unless it says otherwise. */
const readFilter = ({ kind, state, after = "" }: AlertQuestion): AlertFilter => ({
  state: oneOf(alert.states, state) ?? "open",
  kind: oneOf(alertKinds, kind) ?? null,
  after: cursorIn(after),
});

const cursorOf = ({ severity, raisedAt, id }: AlertCursor) => `${severity}.${raisedAt}.${id}`;

function cursorIn(text: string): AlertCursor | null {
  const [, worst, raisedAt, id] = /^(\w+)\.(\d{1,16})\.([\w-]{1,40})$/u.exec(text) ?? [];
  const severity: Severity | undefined = oneOf(severities, worst);
  return severity ? { severity, raisedAt: Number(raisedAt), id: id as AlertId } : null;
}

const list = (most: number) =>
  query({
    load: (question: AlertQuestion, context) => ({
      ...partRecords({ organizationId: question.id }, "reports", context),
      alerts: alertsBelow(question.id, readFilter(question), most),
    }),
    view: (actor, { alerts, ...records }, question, { today }) => {
      const { state, kind, after } = readFilter(question);
      const shown: readonly AlertRow[] = alerts.slice(0, most);
      return {
        ...heading(inPart(actor, records, "reports")),
        today,
        state: state as AlertState,
        kind: kind as AlertKind | null,
        isFirst: after === null,
        alerts: shown,
        /** Where the next page begins; null: there is none. */
        next: alerts.length > most ? cursorOf(shown.at(-1)!) : null,
      };
    },
  });

/** What concerns an organization and all below it, worst first. */
export const alertsPage = list(limits.alert.perPage);

/** The same, a part of a file at a time. */
export const alertsPart = list(limits.alert.perFilePart);

interface One {
  readonly id: OrganizationId;
  readonly alert: AlertId;
  readonly answered?: string;
}

/** One alert: what it is about, which devices, who answered, and what the asker may answer. */
export const alertPage = query({
  load: ({ id, alert }: One, context) => ({
    ...partRecords({ organizationId: id }, "reports", context),
    alert: alertById(id, alert),
    devices: devicesOfAlert(id, alert),
    events: eventsWhere(happenedTo(alert), everything, { after: null, most: limits.alert.eventsShown }),
  }),
  view: (actor, { alert, devices, events, ...records }, { answered }, context) => {
    const at = inPart(actor, records, "reports");
    const [one] = alert;
    if (!one) throw new Refusal("notFound", "errors.404");
    return {
      ...heading(at),
      today: context.today,
      alert: { ...one, cves: JSON.parse(one.cves ?? "[]") as readonly string[] },
      devices,
      events: events.map((event) => eventView(event, at.person, context)),
      mayAnswer: at.may("alert.answer"),
      answers: at.may("alert.answer") ? answersIn(one.state) : [],
      isSaved: answered === "yes",
    };
  },
});
