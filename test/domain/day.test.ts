import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAfter, startOfDay } from "#src/domain/day.ts";
import { dayOf } from "#functions/context/context.ts";

const zones = ["Europe/Brussels", "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
const days = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("a day begins with its first millisecond, in every time zone, also when the clocks change", () => {
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (day, zone) => {
      const start = startOfDay(day, zone)!;
      expect(dayOf(start, zone)).toBe(day);
      expect(dayAfter(dayOf(start - 1, zone))).toBe(day);
    }),
  );
});

test.each([
  ["2026-03-29", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "2026-10-24T22:00:00.000Z"],
  ["2028-02-29", "2028-02-28T23:00:00.000Z"],
])("%s begins in Brussels at %s", (day, instant) => {
  const start = startOfDay(day, "Europe/Brussels");

  expect(new Date(start!).toISOString()).toBe(instant);
});

test.each(["", "2026-02-29", "2026-13-01", "29/02/2028", "2026-2-3", "today"])("%j is no day", (text) => {
  const start = startOfDay(text, "Europe/Brussels");

  expect(start).toBe(null);
});
