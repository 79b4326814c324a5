import type { HistoryCursor, HistoryFilter } from "#db/queries/history.ts";
import { dayAfter, startOfDay } from "#src/domain/day.ts";
import { limits } from "#src/domain/limits.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { oneLine } from "#src/domain/text.ts";
import type { Context } from "#functions/context/context.ts";

/** What the address of a history page says, as it was typed. */
export type HistoryQuestion = Readonly<
  Partial<Record<"person" | "action" | "from" | "to" | "after", string>>
>;

/** An event as an address names its place in the list. */
export const cursorOf = ({ at, id }: HistoryCursor) => `${at}.${id}`;

function cursorIn(text = ""): HistoryCursor | null {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/u.exec(text) ?? [];
  return at === undefined ? null : { at: Number(at), id: Number(id) };
}

/** The filter that the address names; days are those of the portal's time zone, both included. */
export function readFilter(question: HistoryQuestion, { settings: { timeZone, agents } }: Context) {
  const typed = {
    person: oneLine(question.person ?? "").slice(0, limits.search.longestPerson),
    action: (question.action ?? "").slice(0, 60),
    from: (question.from ?? "").trim(),
    to: (question.to ?? "").trim(),
  };
  const from = startOfDay(typed.from, timeZone);
  const to = startOfDay(typed.to, timeZone);
  const wrong = (name: "from" | "to", instant: number | null): FieldErrors =>
    typed[name] && instant === null ? { [name]: { key: `history.errors.${name}` } } : {};
  const errors: FieldErrors = {
    ...wrong("from", from),
    ...wrong("to", to),
    ...(from !== null && to !== null && to < from && { to: { key: "history.errors.order" } }),
  };
  const filter: HistoryFilter = {
    person: typed.person,
    action: typed.action,
    from,
    until: to === null ? null : startOfDay(dayAfter(typed.to), timeZone),
    agents,
  };
  return {
    typed,
    filter,
    after: cursorIn(question.after),
    errors: Object.keys(errors).length ? errors : undefined,
  };
}
