import { lifecycle } from "./lifecycle.ts";

/** What an agent must decide, with a clock (product.md 2.6). */
export const review = lifecycle({
  open: { appoint: "appointed", ask: "waiting", refuse: "refused", withdraw: "withdrawn" },
  waiting: { answer: "open", appoint: "appointed", refuse: "refused", withdraw: "withdrawn" },
  appointed: {},
  refused: {},
  withdrawn: {},
});

export type ReviewState = (typeof review.states)[number];
