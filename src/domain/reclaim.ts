import { lifecycle } from "./lifecycle.ts";

/** An organization is claimed from administrators who have gone: they are told and may object (README.md 2.7). */
export const reclaim = lifecycle({
  announced: { object: "objected", agree: "underReview", lapse: "underReview", withdraw: "withdrawn" },
  underReview: { object: "objected", appoint: "appointed", refuse: "refused", withdraw: "withdrawn" },
  objected: {},
  appointed: {},
  refused: {},
  withdrawn: {},
});

export type ReclaimState = (typeof reclaim.states)[number];
