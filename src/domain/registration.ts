import { lifecycle } from "./lifecycle.ts";

/** One person's way through onboarding (product.md 2). */
export const registration = lifecycle({
  draft: { claim: "administrator", assess: "underReview", withdraw: "withdrawn" },
  underReview: { appoint: "administrator", refuse: "refused", withdraw: "withdrawn" },
  administrator: {},
  refused: {},
  withdrawn: {},
});

export type RegistrationState = (typeof registration.states)[number];
