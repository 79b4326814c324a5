import type { ReviewState } from "#src/domain/review.ts";

/** How the status of a review looks. */
export const tagOfReview = {
  open: "waiting",
  waiting: "active",
  appointed: "done",
  approved: "done",
  refused: "problem",
  withdrawn: "neutral",
  overtaken: "neutral",
  closed: "done",
} as const satisfies Record<ReviewState, string>;
