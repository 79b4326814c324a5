import { lifecycle } from "./lifecycle.ts";
import { limits } from "./limits.ts";

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

export const isUndecided = ({ state }: { readonly state: AccessRequestState }) =>
  (undecided as readonly string[]).includes(state);

const { remindAfter, openAfter, agentAfter } = limits.accessRequest;

/** How a request that nobody answers is passed on, each step after so many milliseconds (product.md 2.4). */
export const escalation = [
  { step: "ask", after: 0 },
  { step: "remind", after: remindAfter },
  { step: "open", after: openAfter },
  { step: "agent", after: agentAfter },
] as const;

/** How far a request that has waited so long must have been passed on: an index into `escalation`. */
export const stageAfter = (waited: number) => escalation.findLastIndex(({ after }) => waited >= after);
