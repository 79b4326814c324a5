import { mustChange } from "#db/client.ts";
import type { Vacancy } from "#db/queries/vacancy.ts";
import { moveReview } from "#db/queries/review.ts";
import { review as lifecycle } from "#src/domain/review.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";

/** Somebody administers the organization, or one above it, again: nobody has to be looked for. */
export const overtakeVacancies = (
  vacancies: readonly Vacancy[],
  { now }: Context,
): Pick<Accepted, "writes" | "audit"> => ({
  writes: vacancies.map((one) => mustChange(moveReview(one, "overtake", { decidedAt: now }))),
  audit: vacancies.map(({ id, organizationId, state }) => ({
    action: "review.overtake",
    subjectId: id,
    organizationId,
    from: state,
    to: lifecycle.next(state, "overtake")!,
  })),
});
