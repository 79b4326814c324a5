import { type EventRow, eventsWhere, happenedIn } from "#db/queries/history.ts";
import { type PlaceKey, realmOf } from "#db/queries/place.ts";
import { isErased } from "#src/domain/erased.ts";
import { knownName } from "#src/domain/known-name.ts";
import { query } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { cursorOf, type HistoryQuestion, readFilter } from "./history-filter.ts";
import { heading, inPart, partRecords } from "./part.ts";

/** The name of whoever an event is about, as far as the reader may know it. */
const aboutOf = ({ aboutName, aboutEmail, aboutAccepted }: EventRow, reader: Person) =>
  knownName({ name: aboutName ?? "", email: aboutEmail ?? "", accepted: aboutAccepted }, reader);

/** What whoever did it is called, as far as the reader may know it. */
const actorOf = ({ actorName, actorEmail, actorKnown }: EventRow, reader: Person) =>
  knownName({ name: actorName ?? "", email: actorEmail ?? "", accepted: actorKnown }, reader) ||
  (actorEmail ?? "");

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
export const eventView = (event: EventRow, reader: Person, { settings }: Context) => ({
  id: event.id,
  operationId: event.operationId,
  at: event.at,
  by:
    event.actor === "system"
      ? ("system" as const)
      : event.actor.startsWith("key:")
        ? ("key" as const)
        : event.byAgent === 1 || settings.agents.includes(event.actorEmail ?? "")
          ? ("agent" as const)
          : isErased(event.actorEmail)
            ? ("erased" as const)
            : { name: actorOf(event, reader), email: event.actorEmail ?? "" },
  action: event.action,
  organization: event.organizationName,
  /** The virtual account. */
  part: event.partName,
  about: isErased(event.aboutEmail)
    ? ("erased" as const)
    : event.aboutEmail
      ? { name: aboutOf(event, reader) || event.aboutEmail, email: event.aboutEmail }
      : null,
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
  reader: Person,
  context: Context,
) {
  const { typed, after, errors } = readFilter(question, context);
  const shown = events.slice(0, perPage);
  return {
    typed,
    errors,
    status: errors ? 422 : 200,
    isFirst: after === null,
    /** Where the next page begins; null: this is the last. */
    next: events.length > perPage ? cursorOf(shown.at(-1)!) : null,
    events: shown.map((event) => eventView(event, reader, context)),
  };
}

export type HistoryView = ReturnType<typeof historyView>;

/** Who did what in a place and below it, newest first (src/domain/README.md 2.7 and 5.6). */
export const history = <Address, Key extends PlaceKey>(keyOf: (address: Address) => Key, perPage: number) =>
  query({
    load: (question: HistoryQuestion & Address, context) => {
      const key = keyOf(question);
      const { filter, after } = readFilter(question, context);
      return {
        ...partRecords(key, "history", context),
        events: eventsWhere(happenedIn(realmOf(key)), filter, { after, most: perPage + 1 }),
      };
    },
    view: (actor, { events, ...records }, question, context) => {
      const at = inPart(actor, records, "history");
      return { ...heading(at), ...historyView(events, question, perPage, at.person, context) };
    },
  });
