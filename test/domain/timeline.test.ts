import { expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { accountTimeline, reclaimTimeline, requestTimeline, reviewTimeline } from "#src/domain/timeline.ts";

const day = 86_400_000;
const sent = Date.UTC(2026, 10, 1);
const request = { state: "pending", stage: 0, createdAt: sent, clockAt: sent } as const;
const told = (steps: ReturnType<typeof requestTimeline>) =>
  steps.map(({ is, says, at }) =>
    `${is} ${says.key.replace("timeline.", "")} ${at === null ? "" : (at - sent) / day}`.trim(),
  );

test("a request says when it is passed on, from the numbers of the business", () => {
  expect(told(requestTimeline(request, sent + day))).toEqual([
    "done request.sent 0",
    "now request.decide",
    `next request.next.remind ${limits.accessRequest.remindAfter / day}`,
    `next request.next.open ${limits.accessRequest.openAfter / day}`,
    `next request.next.agent ${limits.accessRequest.agentAfter / day}`,
    "next outcome",
  ]);
});

test("what was done is done, and what is overdue comes without a time", () => {
  expect(told(requestTimeline({ ...request, stage: 1 }, sent + 7 * day))).toEqual([
    "done request.sent 0",
    "done request.done.remind",
    "now request.decide",
    "next request.next.open",
    "next request.next.agent 14",
    "next outcome",
  ]);
});

test("a question stops the steps, an answer starts them again", () => {
  const answered = { ...request, clockAt: sent + 5 * day };

  expect(told(requestTimeline({ ...request, state: "waiting" }, sent + day))).toEqual([
    "done request.sent 0",
    "now request.answer",
    "next outcome",
  ]);
  expect(told(requestTimeline(answered, sent + 5 * day))[3]).toBe("next request.next.remind 8");
});

test.each([
  ["a review", (now: number) => reviewTimeline({ createdAt: sent, dueAt: sent + day, asked: false }, now)],
  [
    "a claim",
    (now: number) =>
      reclaimTimeline(
        { state: "announced", createdAt: sent, objectUntil: sent + 14 * day, dueAt: null },
        now,
      ),
  ],
  [
    "a claim that an agent looks at",
    (now: number) =>
      reclaimTimeline({ state: "underReview", createdAt: sent, objectUntil: sent, dueAt: sent + day }, now),
  ],
  [
    "an account that is to be approved",
    (now: number) =>
      accountTimeline({ state: "underApproval", createdAt: sent, sentAt: null, dueAt: sent + day }, now),
  ],
  [
    "an account",
    (now: number) =>
      accountTimeline({ state: "provisional", createdAt: sent, sentAt: sent, dueAt: null }, now),
  ],
  ["a request", (now: number) => requestTimeline(request, now)],
] as const)("%s never says a time that is over as one to come, on any day", (_, timeline) => {
  for (let days = 0; days < 120; days += 1) {
    const now = sent + days * day + 1;
    const wrong = timeline(now).filter(({ is, at }) => at !== null && (is === "done" ? at > now : at <= now));
    expect(wrong).toEqual([]);
  }
});
