import { step } from "#src/domain/journeys/journey.ts";
import { isOpen, type OnboardingSituation } from "#src/domain/journeys/onboarding/situation.ts";

export const organization = step({
  id: "organization",
  relevant: (situation: OnboardingSituation) =>
    isOpen(situation) && situation.verified && !situation.administratorExists,
  answered: ({ organizationHolds }: OnboardingSituation) => organizationHolds,
});
