import { lifecycle } from "./lifecycle.ts";

/** One person's way through onboarding (README.md 2). */
export const registration = lifecycle({
  draft: { claim: "administrator", assess: "underReview", request: "requested", withdraw: "withdrawn" },
  requested: { approve: "granted", deny: "denied", withdraw: "withdrawn", appoint: "administrator" },
  underReview: { appoint: "administrator", refuse: "refused", withdraw: "withdrawn" },
  administrator: {},
  granted: {},
  denied: {},
  refused: {},
  withdrawn: {},
});

export type RegistrationState = (typeof registration.states)[number];

/** Somebody else has to decide: there is nothing to fill in. */
export const isWaiting = (state: RegistrationState | null | undefined) =>
  state === "requested" || state === "underReview";
