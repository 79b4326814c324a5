import { lifecycle } from "./lifecycle.ts";

/** A person asks for access to an organization; the first decision wins (product.md 2.4). */
export const accessRequest = lifecycle({
  pending: {
    approve: "approved",
    deny: "denied",
    ask: "waiting",
    withdraw: "withdrawn",
    expire: "expired",
  },
  waiting: {
    answer: "pending",
    approve: "approved",
    deny: "denied",
    withdraw: "withdrawn",
    expire: "expired",
  },
  approved: {},
  denied: {},
  withdrawn: {},
  expired: {},
});

export type AccessRequestState = (typeof accessRequest.states)[number];

/** The states in which somebody still has to decide. */
export const undecided = ["pending", "waiting"] as const satisfies AccessRequestState[];
