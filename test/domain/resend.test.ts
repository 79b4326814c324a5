import { expect, test } from "vitest";
import { resendWait } from "#functions/quotas/resending.ts";

const second = 1000;
const minute = 60 * second;
const now = 100 * 60 * minute;
const sent = (...minutesAgo: number[]) => minutesAgo.map((ago) => ({ createdAt: now - ago * minute }));

test.each([
  ["nothing was sent", sent(), 0],
  ["it was sent just now", sent(0), minute],
  ["it was sent half a minute ago", sent(0.5), 30 * second],
  ["it was sent a minute ago", sent(1), 0],
  ["it was sent, and again four times", sent(2, 4, 6, 8, 10), 0],
  ["it was sent, and again five times", sent(2, 4, 6, 8, 10, 12), 48 * minute],
  ["it was sent again five times, the first message more than an hour ago", sent(2, 4, 6, 8, 10, 61), 0],
  ["it was read in another order", sent(12, 4, 10, 8, 2, 6), 48 * minute],
  ["the pause and the hour both run", sent(0, 12, 24, 36, 48, 59.5), minute],
])("when %s", (_, earlier, milliseconds) => {
  expect(Math.max(...Object.values(resendWait(earlier, now)))).toBe(milliseconds);
});
