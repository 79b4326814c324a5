import { question, type Typed } from "#src/domain/journeys/journey.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { isOpen, type OnboardingSituation } from "./situation.ts";

/** The organization to administer; `none` of those offered. */
export const organization = question({
  id: "organization",
  relevant: (situation: OnboardingSituation) =>
    isOpen(situation) && situation.verified && !situation.administratorExists,
  answered: ({ organizationHolds }: OnboardingSituation) => organizationHolds,
  read: ({ organizationId = "" }: Typed) => {
    const errors: FieldErrors = organizationId
      ? {}
      : { organizationId: { key: "onboarding.organization.errors.required" } };
    return { answers: { organizationId }, errors };
  },
});
