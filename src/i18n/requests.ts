import type { AccessRequestState } from "#src/domain/access-request.ts";

/** How the status of a request looks. */
export const tagOfRequest = {
  pending: "waiting",
  waiting: "active",
  approved: "done",
  denied: "problem",
  withdrawn: "neutral",
  expired: "neutral",
} as const satisfies Record<AccessRequestState, string>;
