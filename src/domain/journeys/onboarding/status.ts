import { step } from "#src/domain/journeys/journey.ts";
import type { OnboardingSituation } from "./situation.ts";

export const status = step({
  id: "status",
  relevant: () => true,
  answered: (_: OnboardingSituation) => false,
});
