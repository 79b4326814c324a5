import { lifecycle } from "./lifecycle.ts";
import { limits } from "./limits.ts";

/** A person asks for access to an organization; the first decision wins (README.md 2.4). */
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

/** Somebody still has to decide. */
export const isUndecided = ({ state }: { readonly state: AccessRequestState }) =>
  accessRequest.open.includes(state);

const { remindAfter, openAfter, agentAfter } = limits.accessRequest;

/** How a request that nobody answers is passed on, each step after so many milliseconds (README.md 2.4). */
export const escalation = [
  { step: "ask", after: 0 },
  { step: "remind", after: remindAfter },
  { step: "open", after: openAfter },
  { step: "agent", after: agentAfter },
] as const;

/** How far a request that has waited so long must have been passed on: an index into `escalation`. */
export const stageAfter = (waited: number) => escalation.findLastIndex(({ after }) => waited >= after);

/** An answer starts the steps again; only an agent who looks at the request goes on doing so. */
export const stageAfterAnswer = (stage: number) => (escalation[stage]?.step === "agent" ? stage : 0);

/** Somebody who may decide; `distance`: how many levels above the place, 0 is the place itself. */
export interface Decider {
  readonly email: string;
  readonly distance: number;
}

/** Who is asked next: the others of the nearest place with somebody, else of the next above (README.md 2.4). */
export function nextToAsk<T extends Decider>(
  deciders: readonly T[],
  asked: ReadonlySet<string>,
): readonly T[] {
  const fresh = deciders.filter(({ email }) => !asked.has(email));
  const nearest = Math.min(...fresh.map(({ distance }) => distance));
  return fresh.filter(({ distance }) => distance === nearest);
}

/** What is due about a request that waits, in one go however late. */
export interface Escalation<T> {
  readonly stage: number;
  /** Those who have it already and may still decide, and are reminded. */
  readonly remind: readonly T[];
  /** Those to whom it is opened now. */
  readonly open: readonly T[];
  /** An agent looks at it from now on. */
  readonly agent: boolean;
}

/**
 * What has to follow for a request at a stage that has waited so long: `asked` are the addresses with a link in hand.
 * Where none of them may decide any more, the next are asked without waiting; where nobody may, an agent.
 */
export function escalate<T extends Decider>(
  { stage, waited, asked }: { stage: number; waited: number; asked: readonly string[] },
  deciders: readonly T[],
): Escalation<T> {
  const has = (step: (typeof escalation)[number]["step"]) => escalation.findIndex((one) => one.step === step);
  const due = Math.max(stage, stageAfter(waited));
  const reaches = (step: Parameters<typeof has>[0]) => stage < has(step) && due >= has(step);
  const able = deciders.filter(({ email }) => asked.includes(email));
  const instead = able.length ? [] : nextToAsk(deciders, new Set());
  const known = new Set([...asked, ...instead.map(({ email }) => email)]);
  const nobody = deciders.length === 0;
  return {
    stage: nobody ? has("agent") : due,
    remind: reaches("remind") ? able : [],
    open: [...instead, ...(reaches("open") ? nextToAsk(deciders, known) : [])],
    agent: stage < has("agent") && (nobody || due === has("agent")),
  };
}
