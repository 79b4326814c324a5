const length = 86_400_000;

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const written = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** True of `YYYY-MM-DD` that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const [month, date] = [Number(text.slice(5, 7)), Number(text.slice(8))];
  return month >= 1 && month <= 12 && date >= 1 && date <= lastOf(Number(text.slice(0, 4)), month);
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The number of days in a month, counted from 1. */
const lastOf = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : lengths[month - 1]!);

/** The day so many days later, or earlier where the number is negative. */
export const plusDays = (day: string, days: number) => written(at(day) + days * length);

/** How many days lie from one day to another; negative when the other comes first. */
export const daysUntil = (from: string, to: string) => Math.round((at(to) - at(from)) / length);

/** The same day so many months later or earlier; where that month is shorter, its last day. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  return written(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())));
}

/** The first day of a day's month, and of its quarter. */
export const monthOf = (day: string) => `${day.slice(0, 7)}-01`;
export const quarterOf = (day: string) => {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
};

/** The Monday of a day's week. */
export const weekOf = (day: string) => plusDays(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
