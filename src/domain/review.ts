import { type AssessmentReason, assessmentReasons } from "./assessment.ts";
import type { IdentifierReason } from "./domain-identifier.ts";
import { lifecycle } from "./lifecycle.ts";
import { limits } from "./limits.ts";

/** What an agent must decide, with a clock (README.md 2.6). `overtake`: it was settled without the agent. */
export const review = lifecycle({
  open: {
    appoint: "appointed",
    approve: "approved",
    ask: "waiting",
    refuse: "refused",
    withdraw: "withdrawn",
    overtake: "overtaken",
    close: "closed",
  },
  waiting: {
    answer: "open",
    appoint: "appointed",
    approve: "approved",
    refuse: "refused",
    withdraw: "withdrawn",
    overtake: "overtaken",
  },
  appointed: {},
  approved: {},
  refused: {},
  withdrawn: {},
  overtaken: {},
  closed: {},
});

export type ReviewState = (typeof review.states)[number];

/** An agent, or the person's answer, is waited for. */
export const isOpen = ({ state }: { readonly state: ReviewState }) => review.open.includes(state);

const decisions = ["appoint", "approve", "ask", "refuse", "close"] as const;

export type ReviewDecision = (typeof decisions)[number];

export const isDecision = (text: string): text is ReviewDecision =>
  (decisions as readonly string[]).includes(text);

/** What can be reviewed, and what an agent can do about it; the kinds' files say what follows. */
export const reviewDecisions = {
  registration: ["appoint", "ask", "refuse"],
  accessRequest: ["approve", "ask", "refuse"],
  reclaim: ["appoint", "ask", "refuse"],
  vacancy: ["appoint"],
  identifier: ["approve", "ask", "refuse"],
  association: ["approve", "ask", "refuse"],
  identifierChange: ["approve", "refuse"],
  addressLeft: ["approve", "ask", "refuse"],
  feedback: ["close"],
} as const satisfies Record<string, readonly ReviewDecision[]>;

export type ReviewKind = keyof typeof reviewDecisions;

export const reviewKinds = Object.keys(reviewDecisions) as [ReviewKind, ...ReviewKind[]];

/** Refused, it takes from somebody what is held: an agent decides on each, neither on several at once nor a system. */
export const takesAccess = (kind: ReviewKind) => kind === "addressLeft";

/** Since when a case has to be late for it to be told now: agents hear of all of an hour together. */
export const lateBefore = (now: number) => now - (now % limits.review.lateEvery);

/** How agents cut their queue: what is late, one's own, nobody's, what waits for the person's answer. */
export const queueParts = ["late", "free", "mine", "waiting"] as const;

export type QueuePart = (typeof queueParts)[number];

export const isQueuePart = (text: string): text is QueuePart =>
  (queueParts as readonly string[]).includes(text);

/** Those whose end can bring an administrator. */
export const appointingKinds = reviewKinds.filter((kind) =>
  (reviewDecisions[kind] as readonly ReviewDecision[]).includes("appoint"),
);

/** Why an agent looks at it. */
export type ReviewReason =
  | AssessmentReason
  | "unanswered"
  | "administratorGone"
  | "nobodyDecides"
  | "notAssociated"
  | "feedback"
  | "identifierChanges"
  | "addressLeft"
  | IdentifierReason;

export const reviewReasons: readonly ReviewReason[] = [
  ...assessmentReasons,
  "unanswered",
  "administratorGone",
  "nobodyDecides",
  "notAssociated",
  "feedback",
  "identifierChanges",
  "addressLeft",
  "foreignIdentifier",
  "sharedIdentifier",
];

export const isReviewReason = (text: string): text is ReviewReason =>
  (reviewReasons as readonly string[]).includes(text);
