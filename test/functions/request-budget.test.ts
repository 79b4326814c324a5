import { expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { requestBudget } from "#functions/http/request-budget.ts";

const rate = { burst: 3, perSecond: 1, underWay: 2 };

/** Asks and is answered at once: how many seconds to wait, 0 for none. */
function ask({ take }: ReturnType<typeof requestBudget>, asker: string, now: number) {
  const taken = take(asker, now);
  if ("ended" in taken) taken.ended();
  return "wait" in taken ? taken.wait : 0;
}

test("so many requests pass at once, then as many as time refills", () => {
  const budget = requestBudget(rate, 10);

  const waits = [0, 0, 0, 0, 500, 1000, 1000, 9000].map((now) => ask(budget, "one", now));

  expect(waits).toEqual([0, 0, 0, 1, 1, 0, 1, 0]);
});

test("nobody uses up the budget of another", () => {
  const budget = requestBudget(rate, 10);
  for (let request = 0; request < 9; request += 1) ask(budget, "one", 0);

  const wait = ask(budget, "other", 0);

  expect(wait).toBe(0);
});

test("so many are under way at a time, however full the budget is", () => {
  const { take } = requestBudget(rate, 10);
  const first = take("one", 0);
  take("one", 0);

  const third = take("one", 0);
  if ("ended" in first) first.ended();
  const fourth = take("one", 0);

  expect([third, "ended" in fourth]).toEqual([{ wait: 1, page: true }, true]);
});

test("what was never answered is not under way for ever", () => {
  const { take } = requestBudget(rate, 10);
  take("one", 0);
  take("one", 0);

  const told = [1000, limits.requests.answeredWithin, limits.requests.answeredWithin + 1].map(
    (now) => "wait" in take("one", now),
  );

  expect(told).toEqual([true, true, false]);
});

test("whoever goes on is told in full once a second", () => {
  const { take } = requestBudget({ ...rate, burst: 0 }, 10);

  const told = [0, 10, 999, 1000].map((now) => take("one", now));

  expect(told.map((one) => "page" in one && one.page)).toEqual([true, false, false, true]);
});

test("whoever asked longest ago is forgotten", () => {
  const budget = requestBudget(rate, 2);
  for (let request = 0; request < 4; request += 1) ask(budget, "one", 0);

  const waits = ["two", "three", "one"].map((asker) => ask(budget, asker, 0));

  expect(waits).toEqual([0, 0, 0]);
});
