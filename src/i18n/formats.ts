import { language as facts, type Language } from "./languages.ts";

export interface Formats {
  /** A day, from an instant in milliseconds. */
  date(instant: number): string;
  /** The same in short, for subjects: `15 Jan 2029`. */
  shortDate(instant: number): string;
  /** A day and time with the name of the time zone, from an instant in milliseconds. */
  dateTime(instant: number): string;
  /** The same of these days, for lists: `15 Jan, 16:09`. */
  shortTime(instant: number): string;
  /** A day without a time, from `YYYY-MM-DD`. */
  day(day: string): string;
  /** The same in short, for tables: `15 Jan 2029`. */
  shortDay(day: string): string;
  /** The month of a day, `November 2026`, and in short. */
  month(day: string): string;
  shortMonth(day: string): string;
  /** How long ago an instant was, in the largest unit that fits. */
  ago(instant: number, now: number): string;
  /** How far away an instant is, before or behind, in the largest unit that fits. */
  away(instant: number, now: number): string;
  /** How long something took, in the largest unit that fits: `5 hours`. */
  duration(milliseconds: number): string;
  number(value: number): string;
  /** A part of 1 in whole percent. */
  percent(part: number): string;
  /** The name of a country, from ISO 3166-1 alpha-2. */
  country(code: string): string;
  /** Whole minutes for a wait in seconds, rounded up, at least 1. */
  minutes(seconds: number): number;
}

const saved = new Map<string, Formats>();

/** Dates and numbers as the language's readers write them, in the given time zone (IANA name). */
export function formats(language: Language, timeZone: string): Formats {
  const name = `${language} ${timeZone}`;
  const made = saved.get(name) ?? create(language, timeZone);
  saved.set(name, made);
  return made;
}

const start = (day: string) => Date.parse(`${day}T00:00:00Z`);

const longDay = { day: "numeric", month: "long", year: "numeric" } as const;
const timeWithZone = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;

function create(language: Language, timeZone: string): Formats {
  const { format, firstOfMonth } = facts(language);
  const date = new Intl.DateTimeFormat(format, { ...longDay, timeZone });
  const dateTime = new Intl.DateTimeFormat(format, { ...longDay, ...timeWithZone, timeZone });
  const shortDate = new Intl.DateTimeFormat(format, { ...longDay, month: "short", timeZone });
  const shortTime = new Intl.DateTimeFormat(format, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  const day = new Intl.DateTimeFormat(format, { ...longDay, timeZone: "UTC" });
  const shortDay = new Intl.DateTimeFormat(format, { ...longDay, month: "short", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(format, { month: "long", year: "numeric", timeZone: "UTC" });
  const shortMonth = new Intl.DateTimeFormat(format, { month: "short", year: "numeric", timeZone: "UTC" });
  // A difference of hours tells few what their clock shows: then the name by which the zone is known across borders.
  const zone = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" });
  const zoneAt = (instant: number) =>
    zone.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const number = new Intl.NumberFormat(format);
  const percent = new Intl.NumberFormat(format, { style: "percent", maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(format, { numeric: "auto" });
  const country = new Intl.DisplayNames(format, { type: "region" });
  const write = (formatter: Intl.DateTimeFormat, instant: number) =>
    formatter
      .formatToParts(instant)
      .map(({ type, value }) => {
        if (type === "day" && value === "1" && firstOfMonth) return firstOfMonth;
        return type === "timeZoneName" && /^(?:UTC|GMT)[+-]/u.test(value) ? zoneAt(instant) : value;
      })
      .join("");
  const inUnits = (milliseconds: number): [number, "minute" | "hour" | "day"] => {
    const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
    if (minutes < 60) return [minutes, "minute"];
    const hours = Math.floor(minutes / 60);
    return hours < 24 ? [hours, "hour"] : [Math.floor(hours / 24), "day"];
  };
  const away = (instant: number, now: number) => {
    const [many, unit] = inUnits(Math.abs(now - instant));
    return relative.format(instant > now ? many : -many, unit);
  };
  const duration = (milliseconds: number) => {
    const [many, unit] = inUnits(milliseconds);
    return new Intl.NumberFormat(format, { style: "unit", unit, unitDisplay: "long" }).format(many);
  };
  return {
    date: (instant) => write(date, instant),
    shortDate: (instant) => write(shortDate, instant),
    dateTime: (instant) => write(dateTime, instant),
    shortTime: (instant) => write(shortTime, instant),
    day: (text) => write(day, start(text)),
    shortDay: (text) => write(shortDay, start(text)),
    month: (text) => month.format(start(text)),
    shortMonth: (text) => shortMonth.format(start(text)),
    ago: (instant, now) => away(Math.min(instant, now), now),
    away,
    duration,
    number: (value) => number.format(value),
    percent: (part) => percent.format(part),
    country: (code) => country.of(code) ?? code,
    minutes: (seconds) => Math.max(1, Math.ceil(seconds / 60)),
  };
}
