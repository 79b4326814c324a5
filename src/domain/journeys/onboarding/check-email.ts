import { step } from "#src/domain/journeys/journey.ts";
import { organization } from "./organization.ts";
import type { OnboardingSituation } from "./situation.ts";

export const checkEmail = step({
  id: "check-email",
  relevant: organization.relevant,
  answered: ({ state }: OnboardingSituation) => state !== "draft",
});
