import type { SQL } from "#db/builder.ts";
import { eventsWhere, type EventRow, ofOrganizationAndBelow } from "#db/queries/history.ts";
import type { Context } from "#functions/context/context.ts";
import { limits } from "#src/domain/limits.ts";
import { query } from "#functions/command/query.ts";
import { type HistoryQuestion, readFilter } from "#functions/views/history-filter.ts";
import { allowedIn, heading, placeOf } from "#functions/rights/organization.ts";

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
  from: event.fromState,
  to: event.toState,
  refusal: event.refusal,
});

export type HistoryEvent = ReturnType<typeof eventView>;

/** The events of a scope that the address asks for; one more than are shown tells that there are more. */
export function eventsAsked(scope: SQL, question: HistoryQuestion, perPage: number, context: Context) {
  const { filter, page } = readFilter(question, context);
  return eventsWhere(scope, filter, { skip: (page - 1) * perPage, most: perPage + 1 });
}

/** What a history shows of them, with what the address says. */
export function historyView(
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

type Question = HistoryQuestion & { readonly id: string };

const history = (perPage: number) =>
  query({
    load: (question: Question, context) => ({
      ...placeOf(question.id, context),
      events: eventsAsked(ofOrganizationAndBelow(question.id), question, perPage, context),
    }),
    view: (actor, loaded, question, context) => ({
      ...heading(allowedIn(actor, loaded, "history.read")),
      ...historyView(loaded.events, question, perPage, context),
    }),
  });

/** Who did what in an organization and below it, newest first. */
export const historyPage = history(limits.history.perPage);

/** The same as one long list, for a file. */
export const historyExport = history(limits.history.perFile);
