import fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays } from "#src/domain/calendar.ts";
import { coverageOf } from "#src/domain/reports/coverage.ts";
import { nextDue } from "#src/domain/reports/due.ts";
import { type Product, supportOf } from "#src/domain/reports/product.ts";
import { contractStage, saleStage, supportStage } from "#src/domain/reports/stages.ts";

const day = fc.integer({ min: 0, max: 1500 }).map((days) => plusDays("2026-01-01", days));
const someDay = fc.option(fc.oneof(day, fc.constant("tba")), { nil: null });
const product: fc.Arbitrary<Product> = fc.record({
  announcedOn: someDay,
  endOfSaleOn: someDay,
  endOfRenewalOn: someDay,
  endOfSecuritySupportOn: someDay,
  endOfSupportOn: someDay,
});

test("until the next day that is due, nothing changes by itself", () => {
  const term = fc.record({ startsOn: day, endsOn: day });
  const states = (contract: { startsOn: string; endsOn: string }, of: Product, today: string) =>
    JSON.stringify([
      coverageOf(contract, today),
      contractStage(contract, today),
      supportOf(of, today),
      supportStage(of, today),
      saleStage(of, today),
    ]);
  fc.assert(
    fc.property(term, product, day, fc.integer({ min: 0, max: 800 }), (contract, of, today, days) => {
      const due = nextDue({ contracts: [contract], products: [of] }, today);
      const later = plusDays(today, days);
      if (due === null || later < due) expect(states(contract, of, later)).toBe(states(contract, of, today));
    }),
    { numRuns: 2000 },
  );
});

test("a list of nothing that ends is never due", () => {
  expect(nextDue({ contracts: [], products: [] }, "2026-11-21")).toBeNull();
});
