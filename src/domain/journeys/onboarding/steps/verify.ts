import { isWaiting } from "../../../registration.ts";
import { step } from "../../journey.ts";
import type { OnboardingSituation } from "../situation.ts";

export const verify = step({
  id: "verify",
  relevant: ({ state }: OnboardingSituation) => !isWaiting(state),
  answered: ({ state, verified }: OnboardingSituation) => (state !== null && state !== "draft") || verified,
});
