import fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays } from "#src/domain/calendar.ts";
import { rankOf } from "#src/domain/reports/advisory.ts";
import { alert, answers, consequenceOf, type Written } from "#src/domain/reports/alert.ts";
import type { Product } from "#src/domain/reports/product.ts";
import { contractStage, endOfContract, saleStage, supportStage } from "#src/domain/reports/stages.ts";

const product: Product = {
  announcedOn: "2025-03-01",
  endOfSaleOn: "2026-03-01",
  endOfRenewalOn: null,
  endOfSecuritySupportOn: "2028-03-31",
  endOfSupportOn: "2030-03-31",
};

test.each([
  ["2025-02-28", null],
  ["2025-03-01", "endOfSupport.announced medium"],
  ["2027-03-31", "endOfSecuritySupport.in12 medium"],
  ["2027-09-30", "endOfSecuritySupport.in6 medium"],
  ["2027-12-31", "endOfSecuritySupport.in3 high"],
  ["2028-03-31", "endOfSecuritySupport.reached high"],
  ["2029-03-31", "endOfSupport.in12 high"],
  ["2030-03-31", "endOfSupport.reached high"],
  ["2040-01-01", "endOfSupport.reached high"],
])("on %s the support of a product stands at %s", (today, stage) => {
  const found = supportStage(product, today);

  expect(found && `${found.step} ${found.severity}`).toBe(stage);
});

test("a product whose end is to be announced, or has none, raises nothing", () => {
  const open = { ...product, endOfSecuritySupportOn: null, endOfSupportOn: "tba", endOfSaleOn: null };

  expect(supportStage(open, "2030-01-01")).toBeNull();
  expect(saleStage(open, "2030-01-01")).toBeNull();
});

test("a step of a contract tells the day on which it ends", () => {
  const endsOn = "2026-12-20";
  const days = Array.from({ length: 200 }, (_, at) => plusDays("2026-09-01", at));
  const told = days.flatMap((today) => contractStage({ startsOn: "2020-01-01", endsOn }, today) ?? []);

  expect(new Set(told.map(({ step }) => step))).toEqual(new Set(["in90", "in60", "in30", "in7", "ended"]));
  expect(new Set(told.map(endOfContract))).toEqual(new Set([endsOn]));
});

test("the end of sale is told when it is announced and when it has come", () => {
  expect(saleStage(product, "2025-12-01")).toMatchObject({ step: "endOfSale.announced", severity: "low" });
  expect(saleStage(product, "2026-03-01")).toMatchObject({ step: "endOfSale.reached", severity: "low" });
});

test.each([
  ["2027-01-30", null],
  ["2027-01-31", "in90 low"],
  ["2027-03-02", "in60 medium"],
  ["2027-04-01", "in30 high"],
  ["2027-04-24", "in7 high"],
  ["2027-05-01", "in7 high"],
  ["2027-05-02", "ended high"],
  ["2027-07-30", "ended high"],
  ["2027-07-31", null],
])("on %s a contract that ends on 1 May stands at %s", (today, stage) => {
  const found = contractStage({ startsOn: "2020-01-01", endsOn: "2027-05-01" }, today);

  expect(found && `${found.step} ${found.severity}`).toBe(stage);
});

test("from day to day a matter never becomes less pressing, nor older", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2500 }), fc.integer({ min: 0, max: 400 }), (days, more) => {
      const [before, after] = [days, days + more].map((at) =>
        supportStage(product, plusDays("2024-01-01", at)),
      );
      if (!before) return;
      expect(rankOf(after!.severity)).toBeLessThanOrEqual(rankOf(before.severity));
      expect(after!.since >= before.since).toBe(true);
    }),
  );
});

const written: Written = { state: "handled", since: "2026-01-01", devices: 3, changedAt: 100 };
const found = { step: "in90", since: "2026-01-01", severity: "low", devices: 3, newestAt: 50 } as const;

test.each([
  ["nothing was written", null, found, "raise"],
  ["nothing is there", null, null, "nothing"],
  ["it is open still", { ...written, state: "open" }, { ...found, devices: 9 }, "refresh"],
  ["it was handled and nothing is new", written, found, "refresh"],
  ["the next step has come", written, { ...found, since: "2026-02-01" }, "reopen"],
  ["a further device matches", written, { ...found, devices: 4 }, "reopen"],
  ["one left and another came", written, { ...found, newestAt: 101 }, "reopen"],
  [
    "it does not concern them, and a device left",
    { ...written, state: "notConcerned" },
    { ...found, devices: 1 },
    "refresh",
  ],
  ["it is found no more", written, null, "lapse"],
  ["it was over already", { ...written, state: "over" }, null, "nothing"],
  ["it was over and is found again", { ...written, state: "over" }, found, "reopen"],
] as const)("where %s", (_, before, now, consequence) => {
  expect(consequenceOf(before, now)).toBe(consequence);
});

test("whatever follows can happen in the state in which the alert is", () => {
  const state = fc.constantFrom(...alert.states);
  const day = fc.constantFrom("2026-01-01", "2026-02-01");
  const count = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(state, day, day, count, count, count, (before, since, now, devices, more, newestAt) => {
      const consequence = consequenceOf(
        { state: before, since, devices, changedAt: 2 },
        more ? { ...found, since: now, devices: more, newestAt } : null,
      );
      const event = consequence === "reopen" || consequence === "lapse" ? consequence : null;
      expect(event === null || alert.next(before, event) !== null).toBe(true);
    }),
  );
});

test("each state can be left, and every answer is an event of the table", () => {
  for (const state of alert.states) expect(alert.isFinal(state)).toBe(false);
  expect(alert.events).toEqual(expect.arrayContaining(Object.values(answers)));
});
