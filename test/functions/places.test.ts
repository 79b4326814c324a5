import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { places } from "#functions/http/places.ts";

const { atOnce, answeredWithin } = limits.requests;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const takeAll = () => Array.from({ length: atOnce }, places.take);

test("what never ends keeps others out for a minute, not for ever", () => {
  takeAll();
  const atFirst = places.areTaken();

  vi.advanceTimersByTime(answeredWithin + 1);

  expect([atFirst, places.areTaken()]).toEqual([true, false]);
});

test("what ends or waits for its body makes room, and what goes on has a minute again", () => {
  const [first, second] = takeAll();
  const goOn = first!.paused();
  second!.ended();
  const meanwhile = places.take();
  const whilePaused = places.areTaken();
  vi.advanceTimersByTime(answeredWithin);
  goOn();
  takeAll().forEach(({ ended }) => ended());
  vi.advanceTimersByTime(answeredWithin);
  meanwhile.ended();

  const others = takeAll();

  expect([whilePaused, places.areTooMany()]).toEqual([false, true]);
  [first!, ...others].forEach(({ ended }) => ended());
});
