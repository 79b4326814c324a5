import { lifecycle } from "./lifecycle.ts";
import { limits } from "./limits.ts";

/** For the requester's own company, or for a customer by a partner (README.md 3 and 4). */
export const accountKinds = ["own", "customer"] as const;

export type AccountKind = (typeof accountKinds)[number];

/** A Smart Account from the first answer on (README.md 3). Nothing in it can be used before it is active. */
export const smartAccount = lifecycle({
  draft: { send: "provisional", sendForApproval: "underApproval" },
  underApproval: {
    approve: "provisional",
    refuse: "refused",
    withdraw: "withdrawn",
    overtake: "overtaken",
  },
  provisional: {
    activate: "active",
    sendForApproval: "underApproval",
    decline: "declined",
    expire: "expired",
    withdraw: "withdrawn",
    overtake: "overtaken",
  },
  active: {},
  declined: {},
  expired: {},
  refused: {},
  withdrawn: {},
  overtaken: {},
});

export type AccountState = (typeof smartAccount.states)[number];

const { activateWithin, warnBefore } = limits.account;

/** Until when an account can be activated whose activation e-mail left at an instant, in milliseconds. */
export const activateUntil = (sentAt: number) => sentAt + activateWithin;

/** The state in which an account stands: past its 90 days it has expired, whether or not that was noted yet. */
export const standsAt = (
  { state, activationSentAt }: { readonly state: AccountState; readonly activationSentAt: number | null },
  now: number,
): AccountState =>
  state === "provisional" && activationSentAt !== null && activateUntil(activationSentAt) <= now
    ? "expired"
    : state;

/**
 * The states in which a request still waits for somebody. It keeps its identifier from nobody: only an active account does,
 * and the first that is activated ends the other requests for it.
 */
export const pending: readonly AccountState[] = ["underApproval", "provisional"];

export const isPending = (state: AccountState) => pending.includes(state);

/** How many warnings must have been sent by now about an account whose activation e-mail left then. */
export const warningsDue = (sentAt: number, now: number) =>
  warnBefore.filter((before) => activateUntil(sentAt) - before <= now).length;

/** Somebody nominated for an account: the authorizer allows, then the person accepts (README.md 3.6). */
export const nominee = lifecycle({
  nominated: { allow: "allowed", deny: "denied", end: "ended" },
  allowed: { accept: "accepted", refuse: "refused", end: "ended" },
  accepted: {},
  refused: {},
  denied: {},
  ended: {},
});

export type NomineeState = (typeof nominee.states)[number];
