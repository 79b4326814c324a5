import { lifecycle } from "./lifecycle.ts";

/** For the requester's own company, or for a customer by a partner (product.md 3 and 4). */
export const accountKinds = ["own", "customer"] as const;

export type AccountKind = (typeof accountKinds)[number];

/** A Smart Account from the first answer on (product.md 3). Nothing in it can be used before it is active. */
export const smartAccount = lifecycle({
  draft: { send: "provisional", sendForApproval: "underApproval", discard: "withdrawn" },
  underApproval: { approve: "provisional", refuse: "refused", withdraw: "withdrawn" },
  provisional: {
    activate: "active",
    sendForApproval: "underApproval",
    decline: "declined",
    expire: "expired",
    withdraw: "withdrawn",
  },
  active: {},
  declined: {},
  expired: {},
  refused: {},
  withdrawn: {},
});

export type AccountState = (typeof smartAccount.states)[number];

/** Somebody nominated for an account: the authorizer allows, then the person accepts (product.md 3.6). */
export const nominee = lifecycle({
  nominated: { allow: "allowed", deny: "denied", end: "ended" },
  allowed: { accept: "accepted", refuse: "refused", end: "ended" },
  accepted: {},
  refused: {},
  denied: {},
  ended: {},
});

export type NomineeState = (typeof nominee.states)[number];
