import { administratorsAt } from "#db/queries/administrator.ts";
import { ofReview } from "#db/queries/review.ts";
import { vacancyById } from "#db/queries/vacancy.ts";
import { isOpen } from "#src/domain/review.ts";
import { counts } from "#src/domain/seat.ts";
import { command } from "#functions/use-cases/command.ts";
import { overtakeVacancies } from "#functions/use-cases/review/overtake.ts";

/** Somebody administers the organization again: the case leaves the queue. */
export const overtakeVacancy = command({
  action: "review.overtake",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    vacancy: vacancyById(id),
    administrators: administratorsAt(ofReview(id, "organization_id")),
  }),
  decide: (_, { vacancy, administrators }, __, context) => {
    const open = vacancy.filter(isOpen);
    if (!open.length || !administrators.some(counts)) return { next: "reviews" };
    return { next: "reviews", ...overtakeVacancies(open, context), mail: [] };
  },
});
