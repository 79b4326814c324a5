import { isDay, plusDays } from "./calendar.ts";

/** The days that somebody may have meant who wrote one as a spreadsheet shows it; none where it is no day at all. */
export function meantDays(typed: string): readonly string[] {
  if (/^\d{5}$/u.test(typed)) return [plusDays("1899-12-30", Number(typed))];
  const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(typed) ?? [];
  if (!first || !second || !year) return [];
  const dayFirst = iso(year, second, first);
  const monthFirst = iso(year, first, second);
  return [...new Set([dayFirst, monthFirst])].filter(isDay);
}

const iso = (year: string, month: string, day: string) =>
  `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
