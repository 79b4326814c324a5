import { type EventRow, eventsWhere, happenedIn } from "#db/queries/history.ts";
import { type PlaceKey, realmOf } from "#db/queries/place.ts";
import { query } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { placeRecords } from "#functions/rights/place.ts";
import { type HistoryQuestion, readFilter } from "./history-filter.ts";
import { heading, inPart } from "./part.ts";

/** What else than a person an event is about. */
function matterOf(event: EventRow) {
  const { subjectId: id, added, changed, retired } = event;
  const { alertOrganizationId, alertKind: kind, alertSubject: subject, uploadOrganizationId } = event;
  if (alertOrganizationId && kind && subject) {
    const named = { kind, subject, title: event.alertTitle, titles: event.alertTitles };
    return { of: "alert" as const, id, organizationId: alertOrganizationId, ...named };
  }
  return uploadOrganizationId
    ? { of: "upload" as const, id, organizationId: uploadOrganizationId, added, changed, retired }
    : null;
}

/** An event as it is told: agents of the provider and the portal itself without their names. */
export const eventView = (event: EventRow, { settings }: Context) => ({
  id: event.id,
  at: event.at,
  by:
    event.actor === "system"
      ? ("system" as const)
      : settings.agents.includes(event.actorEmail ?? "")
        ? ("agent" as const)
        : { name: event.actorName || event.actorEmail || "", email: event.actorEmail ?? "" },
  action: event.action,
  organization: event.organizationName,
  /** The virtual account. */
  part: event.partName,
  about: event.aboutEmail ? { name: event.aboutName || event.aboutEmail, email: event.aboutEmail } : null,
  matter: matterOf(event),
  from: event.fromState,
  to: event.toState,
  refusal: event.refusal,
});

export type HistoryEvent = ReturnType<typeof eventView>;

/** What a history shows of the events, with what the address says; one more than are shown tells that there are more. */
function historyView(
  events: readonly EventRow[],
  question: HistoryQuestion,
  perPage: number,
  context: Context,
) {
  const { typed, page, errors } = readFilter(question, context);
  return {
    typed,
    errors,
    status: errors ? 422 : 200,
    page,
    more: events.length > perPage,
    events: events.slice(0, perPage).map((event) => eventView(event, context)),
  };
}

export type HistoryView = ReturnType<typeof historyView>;

/** Who did what in a place and below it, newest first (src/domain/README.md 2.7 and 5.6). */
export const history = <Address, Key extends PlaceKey>(keyOf: (address: Address) => Key, perPage: number) =>
  query({
    load: (question: HistoryQuestion & Address, context) => {
      const key = keyOf(question);
      const { filter, page } = readFilter(question, context);
      const range = { skip: (page - 1) * perPage, most: perPage + 1 };
      return {
        ...placeRecords(key, context),
        events: eventsWhere(happenedIn(realmOf(key)), filter, range),
      };
    },
    view: (actor, { events, ...records }, question, context) => ({
      ...heading(inPart(actor, records, "history")),
      ...historyView(events, question, perPage, context),
    }),
  });
