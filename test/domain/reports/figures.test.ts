import fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays, plusMonths } from "#src/domain/calendar.ts";
import { alertFigure, contractFigure, coverageFigure, supportFigure } from "#src/domain/reports/figures.ts";
import { supportOf } from "#src/domain/reports/product.ts";

const today = "2026-11-21";

test("a figure has all its parts in order, also those with none", () => {
  expect(coverageFigure([{ part: "none", count: 3 }])).toEqual([
    { part: "covered", count: 0 },
    { part: "ending", count: 0 },
    { part: "none", count: 3 },
  ]);
  expect(alertFigure([]).map(({ part }) => part)).toEqual(["critical", "high", "medium", "low"]);
});

test("contracts count in the month in which they end, from today on, for twelve months", () => {
  const figure = contractFigure(["2026-11-20", today, "2026-11-30", "2027-10-31", "2027-11-01"], today);

  expect(figure).toHaveLength(12);
  expect(figure.filter(({ count }) => count)).toEqual([
    { part: "2026-11-01", count: 2 },
    { part: "2027-10-01", count: 1 },
  ]);
});

test("devices count in the quarter in which their support ends", () => {
  const figure = supportFigure(
    [
      { support: "ended", endsOn: "2020-01-01", count: 1 },
      { support: "near", endsOn: today, count: 2 },
      { support: "supported", endsOn: "2029-09-30", count: 4 },
      { support: "supported", endsOn: "2029-10-01", count: 8 },
      { support: "supported", endsOn: null, count: 16 },
      { support: "unknown", endsOn: null, count: 32 },
    ],
    today,
  );

  expect(figure).toMatchObject({ before: 1, later: 8, endless: 16, unknown: 32 });
  expect(figure.quarters).toHaveLength(12);
  expect(figure.quarters[0]).toEqual({ part: "2026-10-01", count: 2 });
  expect(figure.quarters.at(-1)).toEqual({ part: "2029-07-01", count: 4 });
});

test("no device is lost and none counts twice", () => {
  const end = fc.option(fc.oneof(fc.integer({ min: -3000, max: 6000 }), fc.constant("tba" as const)), {
    nil: null,
  });
  const dayIn = (days: number | "tba" | null) => (typeof days === "number" ? plusDays(today, days) : days);
  fc.assert(
    fc.property(fc.array(fc.tuple(end, end, fc.integer({ min: 1, max: 100 }))), (given) => {
      const counted = given.map(([days, secureFor, count]) => {
        const endsOn = dayIn(days);
        const product = { endOfSupportOn: endsOn, endOfSecuritySupportOn: dayIn(secureFor) };
        return { support: supportOf(product, today), endsOn, count };
      });
      const { before, quarters, later, endless, unknown } = supportFigure(counted, today);
      const drawn = quarters.reduce((sum, { count }) => sum + count, 0);
      expect(before + drawn + later + endless + unknown).toBe(
        counted.reduce((sum, { count }) => sum + count, 0),
      );
    }),
  );
});

test("twelve quarters are three years", () => {
  expect(plusMonths("2026-10-01", 36)).toBe("2029-10-01");
});
