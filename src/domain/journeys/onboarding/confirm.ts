import { step } from "#src/domain/journeys/journey.ts";
import { isOpen, type OnboardingSituation } from "./situation.ts";

export const confirm = step({
  id: "confirm",
  relevant: (situation: OnboardingSituation) =>
    isOpen(situation) && situation.verified && situation.administratorExists,
  answered: () => false,
});
