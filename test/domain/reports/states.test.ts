import fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays } from "#src/domain/calendar.ts";
import { namesProduct, titleIn } from "#src/domain/reports/advisory.ts";
import { coverageOf, daysLeft } from "#src/domain/reports/coverage.ts";
import { nextMilestone, type Product, supportOf } from "#src/domain/reports/product.ts";

const today = "2026-11-21";
const term = (startsOn: string, endsOn: string) => ({ startsOn, endsOn });

test.each([
  ["none at all, or a stranger's", null, "none"],
  ["one that begins tomorrow", term("2026-11-22", "2034-12-31"), "none"],
  ["one that ended yesterday", term("2020-01-01", "2026-11-20"), "none"],
  ["one that ends today", term("2020-01-01", "2026-11-21"), "ending"],
  ["one that ends in 90 days", term("2020-01-01", plusDays(today, 90)), "ending"],
  ["one that ends in 91 days", term("2020-01-01", plusDays(today, 91)), "covered"],
  ["one that began today", term("2026-11-21", "2034-12-31"), "covered"],
] as const)("a device with a contract, %s: %s", (_, contract, coverage) => {
  expect(coverageOf(contract, today)).toBe(coverage);
});

test("days left count down to zero and below", () => {
  expect(
    ["2026-11-23", today, "2026-11-19"].map((endsOn) => daysLeft({ startsOn: today, endsOn }, today)),
  ).toEqual([2, 0, -2]);
});

test("coverage only ever goes from none to covered to ending to none", () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => plusDays("2020-01-01", days));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 2000 }), (startsOn, days) => {
      const contract = term(startsOn, plusDays(startsOn, days));
      const seen = Array.from({ length: 75 }, (_, at) =>
        coverageOf(contract, plusDays(startsOn, Math.floor((at - 2) * (days / 60 + 1)))),
      ).filter((state, at, all) => state !== all[at - 1]);
      expect(seen.join(" ")).toMatch(/^none( covered)?( ending)?( none)?$/u);
    }),
  );
});

const product: Product = {
  announcedOn: null,
  endOfSaleOn: null,
  endOfRenewalOn: null,
  endOfSecuritySupportOn: null,
  endOfSupportOn: null,
};

test.each([
  ["without data", null, "unknown"],
  ["whose end will be announced", { endOfSupportOn: "tba" }, "unknown"],
  ["without an end", { endOfSupportOn: null }, "supported"],
  ["that ended yesterday", { endOfSupportOn: "2026-11-20" }, "ended"],
  ["that ends today", { endOfSupportOn: today }, "near"],
  ["that ends in twelve months", { endOfSupportOn: "2027-11-21" }, "near"],
  ["that ends a day later", { endOfSupportOn: "2027-11-22" }, "supported"],
  [
    "that ends later than its security updates",
    { endOfSecuritySupportOn: "2027-01-15", endOfSupportOn: "2030-01-01" },
    "near",
  ],
  [
    "whose security updates have stopped",
    { endOfSecuritySupportOn: "2025-01-15", endOfSupportOn: null },
    "near",
  ],
  [
    "whose security updates stop before an end that is not known",
    { endOfSecuritySupportOn: "2027-01-15", endOfSupportOn: "tba" },
    "near",
  ],
  [
    "whose security updates end much later",
    { endOfSecuritySupportOn: "2029-01-15", endOfSupportOn: "tba" },
    "unknown",
  ],
] as const)("a product %s is %s", (_, given, support) => {
  expect(supportOf(given && { ...product, ...given }, today)).toBe(support);
});

test("the next milestone is the earliest that is known and not over", () => {
  const ends = { ...product, endOfSaleOn: "2025-01-01", endOfRenewalOn: "tba", endOfSupportOn: "2030-01-01" };

  expect(nextMilestone(ends, today)).toEqual({ milestone: "endOfSupport", day: "2030-01-01" });
  expect(nextMilestone(product, today)).toBeNull();
});

test("an advisory names a product exactly or by its beginning", () => {
  expect(namesProduct("AS-4800-48P", "AS-4800-48P")).toBe(true);
  expect(namesProduct("AS-4800-48P", "AS-4800-48PX")).toBe(false);
  expect(namesProduct("AS-4800*", "AS-4800-24F")).toBe(true);
  expect(namesProduct("AS-4800*", "AS-2400-24T")).toBe(false);
});

test("a title that there is not in a language is said to be in another", () => {
  const advisory = { title: "Flaw", titles: { fr: "Faille" } };

  expect(titleIn<"fr" | "nl">(advisory, "fr")).toEqual({ text: "Faille", language: "fr" });
  expect(titleIn<"fr" | "nl">(advisory, "nl")).toEqual({ text: "Flaw", language: null });
});
