import { moveReview } from "#db/queries/review.ts";
import type { Vacancy } from "#db/queries/vacancy.ts";
import { type Consequences, move, together } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";

/** Somebody administers the organization, or one above it, again: nobody has to be looked for. */
export const overtakeVacancies = (vacancies: readonly Vacancy[], { now: decidedAt }: Context): Consequences =>
  together(
    vacancies.map((one) =>
      move(
        moveReview,
        one,
        "overtake",
        { decidedAt },
        { action: "review.overtake", organizationId: one.organizationId },
      ),
    ),
  );
