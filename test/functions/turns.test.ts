import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { turns } from "#functions/context/turns.ts";

const patience = { wait: 200_000, look: 10, most: 20 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("whoever came first has the first turn", async () => {
  const take = turns();
  const had: number[] = [];

  const all = [0, 1, 2, 3].map(async (number) => {
    const end = await take(patience);
    had.push(number);
    setTimeout(() => end?.(), 25);
  });
  await vi.advanceTimersByTimeAsync(200);
  await Promise.all(all);

  expect(had).toEqual([0, 1, 2, 3]);
});

test("a turn that never ends is over when its request is, and others go on", async () => {
  const take = turns();
  await take(patience);
  let isNext = false;
  void take(patience).then(() => (isNext = true));

  await vi.advanceTimersByTimeAsync(limits.requests.answeredWithin - 50);
  const before = isNext;
  await vi.advanceTimersByTimeAsync(100);

  expect([before, isNext]).toEqual([false, true]);
});
