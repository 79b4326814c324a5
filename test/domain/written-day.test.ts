import { expect, test } from "vitest";
import { meantDays } from "#src/domain/written-day.ts";

test.each([
  ["4/11/2027", ["2027-11-04", "2027-04-11"]],
  ["04.04.2027", ["2027-04-04"]],
  ["25-12-2027", ["2027-12-25"]],
  ["12/25/2027", ["2027-12-25"]],
  ["31/31/2027", []],
  ["46000", ["2025-12-09"]],
  ["soon", []],
  ["", []],
])("%j may mean %j", (typed, days) => {
  expect(meantDays(typed)).toEqual(days);
});
