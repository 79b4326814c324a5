import { limits } from "#src/domain/limits.ts";
import { actionName, matterName, stateName } from "#src/i18n/history.ts";
import type { Language } from "#src/i18n/languages.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Query } from "#functions/command/query.ts";
import { csv, sendCsv, separatorOf } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { inParts, mapped } from "#functions/http/parts.ts";
import type { HistoryEvent } from "#functions/views/place/history.ts";

const columns = ["at", "by", "action", "about", "organization", "from", "to", "refusal"] as const;

const named = (person: { name: string; email: string }) =>
  person.name === person.email || !person.email ? person.name : `${person.name} <${person.email}>`;

/** Instants as spreadsheets read them, in the portal's time zone. */
const times = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });

/** A history as CSV for spreadsheets. */
export const historyFile = (
  events: readonly HistoryEvent[],
  language: Language,
  timeZone: string,
  isFirst = true,
) => {
  const t = translator(language);
  const time = times(timeZone);
  return csv(
    columns.map((key) => ({
      key,
      header: t(`history.columns.${key}`) + (key === "at" ? ` (${timeZone})` : ""),
    })),
    events.map((event) => ({
      at: time.format(event.at),
      by: typeof event.by === "string" ? t(`history.${event.by}`) : named(event.by),
      action: actionName(t, event.action),
      about: event.about
        ? event.about === "erased"
          ? t("history.erased")
          : named(event.about)
        : event.matter
          ? matterName(t, event.matter, language).text
          : "",
      organization: event.organization ?? event.part ?? "",
      from: stateName(t, event.action, event.from),
      to: stateName(t, event.action, event.to),
      refusal: event.refusal ? t("history.refused") : "",
    })),
    separatorOf(language),
    isFirst,
  );
};

interface Part {
  readonly events: readonly HistoryEvent[];
  readonly next: string | null;
}

/** Answers with a history as a file to keep, read a part at a time, up to so many events. */
export async function sendHistory<Question extends object, View extends Part>(
  exchange: Exchange,
  query: Query<Question, View>,
  question: Question,
  nameOf: (view: View) => string,
) {
  const { language, settings } = exchange.var;
  const { perFile, perFilePart } = limits.history;
  let left = perFile / perFilePart;
  const { first, parts } = await inParts(exchange, query, question, ({ next }) => {
    left -= 1;
    return next === null || left <= 0 ? null : { ...question, after: next };
  });
  const file = mapped(parts, ({ events }, isFirst) =>
    historyFile(events, language, settings.timeZone, isFirst),
  );
  return sendCsv(exchange, [translator(language)("history.file"), nameOf(first)], file);
}
