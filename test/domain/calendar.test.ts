import fc from "fast-check";
import { expect, test } from "vitest";
import { daysUntil, isDay, monthOf, plusDays, plusMonths, quarterOf, weekOf } from "#src/domain/calendar.ts";

const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test.each(["2027-02-29", "2027-2-9", "4/11/2027", "", "20270101", "2027-13-01"])("%s is no day", (text) => {
  expect(isDay(text)).toBe(false);
});

test("every day that a date has is one, and no other", () => {
  const digits = (max: number, length: number) =>
    fc.integer({ min: 0, max }).map((number) => String(number).padStart(length, "0"));
  fc.assert(
    fc.property(digits(9999, 4), digits(13, 2), digits(32, 2), (year, month, date) => {
      const text = `${year}-${month}-${date}`;
      const instant = Date.parse(`${text}T00:00:00Z`);
      const isReal = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
      expect(isDay(text)).toBe(isReal);
    }),
    { numRuns: 2000 },
  );
});

test("days go forth and back over months, years and leap days", () => {
  expect(plusDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(plusDays("2027-01-01", -1)).toBe("2026-12-31");
  fc.assert(
    fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
      expect(daysUntil(from, plusDays(from, days))).toBe(days);
    }),
  );
});

test("a month that is shorter ends earlier", () => {
  expect(plusMonths("2027-03-31", -1)).toBe("2027-02-28");
  expect(plusMonths("2028-02-29", 12)).toBe("2029-02-28");
  expect(plusMonths("2027-11-15", 3)).toBe("2028-02-15");
});

test("months never skip one", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -60, max: 60 }), (from, months) => {
      const [year, month] = plusMonths(from, months).split("-").map(Number) as [number, number];
      const [ownYear, ownMonth] = from.split("-").map(Number) as [number, number];
      expect(year * 12 + month).toBe(ownYear * 12 + ownMonth + months);
    }),
  );
});

test("weeks begin on Monday, quarters in January, April, July and October", () => {
  expect(weekOf("2026-11-22")).toBe("2026-11-16");
  expect(weekOf("2026-11-23")).toBe("2026-11-23");
  expect(["2026-12-31", "2027-01-01", "2027-05-05"].map(quarterOf)).toEqual([
    "2026-10-01",
    "2027-01-01",
    "2027-04-01",
  ]);
  expect(monthOf("2026-11-22")).toBe("2026-11-01");
});
