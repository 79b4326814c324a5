import { actionName, matterName, stateName } from "#src/i18n/history.ts";
import type { Language } from "#src/i18n/languages.ts";
import { translator } from "#src/i18n/translator.ts";
import { csv, sendCsv, separatorOf } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import type { HistoryEvent } from "#functions/views/place/history.ts";

const columns = ["at", "by", "action", "about", "organization", "from", "to", "refusal"] as const;

const named = (person: { name: string; email: string }) =>
  person.name === person.email ? person.email : `${person.name} <${person.email}>`;

/** When something was done, as spreadsheets read it, in the portal's time zone. */
const time = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);

/** A history as CSV for spreadsheets. */
export const historyFile = (events: readonly HistoryEvent[], language: Language, timeZone: string) => {
  const t = translator(language);
  return csv(
    columns.map((key) => ({
      key,
      header: t(`history.columns.${key}`) + (key === "at" ? ` (${timeZone})` : ""),
    })),
    events.map((event) => ({
      at: time(event.at, timeZone),
      by: typeof event.by === "string" ? t(`history.${event.by}`) : named(event.by),
      action: actionName(t, event.action),
      about: event.about
        ? named(event.about)
        : event.matter
          ? matterName(t, event.matter, language).text
          : "",
      organization: event.organization ?? event.part ?? "",
      from: stateName(t, event.action, event.from),
      to: stateName(t, event.action, event.to),
      refusal: event.refusal ? t("history.refused") : "",
    })),
    separatorOf(language),
  );
};

/** Answers with a history as a file to keep. */
export function sendHistory(exchange: Exchange, place: string, events: readonly HistoryEvent[]) {
  const { language, settings } = exchange.var;
  const file = historyFile(events, language, settings.timeZone);
  return sendCsv(exchange, [translator(language)("history.file"), place], file);
}
