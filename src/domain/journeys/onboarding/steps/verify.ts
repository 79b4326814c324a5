import { isWaiting } from "#src/domain/registration.ts";
import { step } from "#src/domain/journeys/journey.ts";
import type { OnboardingSituation } from "#src/domain/journeys/onboarding/situation.ts";

export const verify = step({
  id: "verify",
  relevant: ({ state }: OnboardingSituation) => !isWaiting(state),
  answered: ({ state, verified }: OnboardingSituation) => (state !== null && state !== "draft") || verified,
});
