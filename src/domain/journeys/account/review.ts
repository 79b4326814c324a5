import { step } from "#src/domain/journeys/journey.ts";
import type { AccountSituation } from "./answers.ts";

export const review = step({
  id: "review",
  relevant: (_: AccountSituation) => true,
  answered: () => false,
});
