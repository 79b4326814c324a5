import { step } from "../../journey.ts";
import { isOpen, type OnboardingSituation } from "../situation.ts";

export const organization = step({
  id: "organization",
  relevant: (situation: OnboardingSituation) =>
    isOpen(situation) && situation.verified && !situation.administratorExists,
  answered: ({ organizationHolds }: OnboardingSituation) => organizationHolds,
});
