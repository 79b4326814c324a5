import { stringify } from "csv-stringify/sync";
import { actionName, stateName } from "#src/i18n/history.ts";
import { type Translate, translator } from "#src/i18n/translator.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import type { HistoryEvent } from "#functions/views/place/history.ts";

const columns = ["at", "by", "action", "about", "organization", "from", "to", "refusal"] as const;

const named = (person: { name: string; email: string }) =>
  person.name === person.email ? person.email : `${person.name} <${person.email}>`;

/** When something was done, as spreadsheets read it, in the portal's time zone. */
const time = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);

/**
 * A history as CSV for spreadsheets: with a byte order mark, so that they read it as UTF-8, and nothing in it that they
 * would take for a formula.
 */
export const historyFile = (events: readonly HistoryEvent[], t: Translate, timeZone: string) =>
  stringify(
    events.map((event) => ({
      at: time(event.at, timeZone),
      by: typeof event.by === "string" ? t(`history.${event.by}`) : named(event.by),
      action: actionName(t, event.action),
      about: event.about ? named(event.about) : "",
      organization: event.organization ?? event.part ?? "",
      from: stateName(t, event.action, event.from),
      to: stateName(t, event.action, event.to),
      refusal: event.refusal ? t("history.refused") : "",
    })),
    {
      bom: true,
      header: true,
      escape_formulas: true,
      record_delimiter: "windows",
      columns: columns.map((key) => ({
        key,
        header: t(`history.columns.${key}`) + (key === "at" ? ` (${timeZone})` : ""),
      })),
    },
  );

/** Answers with a history as a file to keep. */
export function sendHistory(exchange: Exchange, place: string, events: readonly HistoryEvent[]) {
  const { context, language, settings } = exchange.var;
  const t = translator(language);
  const name = [t("history.file"), place.replace(/[^\w.-]+/gu, "-"), context.today].join("-");
  return exchange.body(historyFile(events, t, settings.timeZone), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  });
}
