import fc from "fast-check";
import { expect, test } from "vitest";
import { columns, fitPhone, lines, named, shares } from "#src/components/chart/geometry.ts";

const counts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 13 });
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

test("the parts of a bar fill it, one after the other", () => {
  expect(shares([3, 0, 1])).toEqual([
    { x: 0, width: 75 },
    { x: 75, width: 0 },
    { x: 75, width: 25 },
  ]);
  fc.assert(
    fc.property(
      counts.filter((given) => total(given) > 0),
      (given) => {
        const spans = shares(given);
        expect(total(spans.map(({ width }) => width))).toBeCloseTo(100, 0);
        spans.slice(1).forEach(({ x }, at) => expect(x).toBeCloseTo(spans[at]!.x + spans[at]!.width, 1));
      },
    ),
  );
});

test("one device among 100,000 is seen", () => {
  expect(shares([99_999, 1])[1]).toEqual({ x: 98.5, width: 1.5 });
});

test("a bar of nothing has no part", () => {
  expect(shares([0, 0])).toEqual([
    { x: 0, width: 0 },
    { x: 0, width: 0 },
  ]);
});

test("lines are whole numbers from 0 to at least the highest", () => {
  expect(lines([3])).toEqual([0, 1, 2, 3]);
  expect(lines([1])).toEqual([0, 1]);
  expect(lines([])).toEqual([0, 1]);
  expect(lines([870])).toEqual([0, 200, 400, 600, 800, 1000]);
  fc.assert(
    fc.property(counts, (given) => {
      const drawn = lines(given);
      expect(drawn[0]).toBe(0);
      expect(drawn.at(-1)).toBeGreaterThanOrEqual(Math.max(...given));
      expect(drawn.length).toBeLessThanOrEqual(8);
      expect(drawn.every(Number.isInteger)).toBe(true);
    }),
  );
});

test("columns stand apart from left to right, none higher than the chart", () => {
  fc.assert(
    fc.property(counts, (given) => {
      const drawn = columns(given, 120);
      drawn.forEach(({ x, width, length }, at) => {
        expect(length).toBeLessThanOrEqual(120);
        expect(length === 0).toBe(given[at] === 0);
        expect(x + width).toBeLessThanOrEqual(100);
        if (at) expect(x).toBeGreaterThan(drawn[at - 1]!.x + drawn[at - 1]!.width);
      });
    }),
  );
});

const placesOf = (given: readonly number[], first = "Jan 27") =>
  named(
    given,
    given.map((_, at) => (at ? "Jan 27" : first)),
  ).flatMap((isNamed, at) => (isNamed ? [at] : []));
const twelve = (...drawn: readonly number[]) =>
  Array.from({ length: 12 }, (_, at) => (drawn.includes(at) ? 1 : 0));

test("few columns are all named, of twelve those that are drawn, as far apart as names are long", () => {
  expect(placesOf([1, 0, 1])).toEqual([0, 1, 2]);
  expect(placesOf(twelve())).toEqual([0, 4, 7, 10]);
  expect(placesOf(twelve(2, 3, 11))).toEqual([2, 5, 11]);
  expect(placesOf(twelve(...twelve().keys()))).toEqual([0, 4, 7, 10]);
  expect(placesOf(twelve(0, 4), "Afgelopen jaren")).toEqual([0, 7, 10]);
});

test("numbers of two digits have room above twelve columns on a phone, longer ones above few", () => {
  expect(fitPhone(Array.from({ length: 12 }, () => "12"))).toBe(true);
  expect(fitPhone(Array.from({ length: 12 }, () => "1,240"))).toBe(false);
  expect(fitPhone(["1,240", "3"])).toBe(true);
});
