import { step } from "#src/domain/journeys/journey.ts";
import type { AccountSituation } from "#src/domain/journeys/account/answers.ts";

export const review = step({
  id: "review",
  relevant: (_: AccountSituation) => true,
  answered: () => false,
});
