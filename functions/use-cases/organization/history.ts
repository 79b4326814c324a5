import { eventsWhere, type EventRow, ofOrganizationAndBelow } from "../../../db/queries/history.ts";
import type { Context } from "../../context.ts";
import { limits } from "../../../src/domain/limits.ts";
import { query } from "../query.ts";
import { type HistoryQuestion, readFilter } from "./history-filter.ts";
import { allowedIn, heading, placeOf } from "./place.ts";

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
  about: event.aboutEmail ? { name: event.aboutName || event.aboutEmail, email: event.aboutEmail } : null,
  from: event.fromState,
  to: event.toState,
  refusal: event.refusal,
});

export type HistoryEvent = ReturnType<typeof eventView>;

type Question = HistoryQuestion & { readonly id: string };

const history = (perPage: number) =>
  query({
    load: (question: Question, context) => {
      const { filter, page } = readFilter(question, context);
      return {
        ...placeOf(question.id, context),
        events: eventsWhere(ofOrganizationAndBelow(question.id), filter, {
          skip: (page - 1) * perPage,
          most: perPage + 1,
        }),
      };
    },
    view: (actor, loaded, question, context) => {
      const at = allowedIn(actor, loaded, "history.read");
      const { typed, page, errors } = readFilter(question, context);
      return {
        ...heading(at),
        typed,
        errors,
        page,
        more: loaded.events.length > perPage,
        events: loaded.events.slice(0, perPage).map((event) => eventView(event, context)),
      };
    },
  });

/** Who did what in an organization and below it, newest first. */
export const historyPage = history(limits.history.perPage);

/** The same as one long list, for a file. */
export const historyExport = history(limits.history.perFile);
