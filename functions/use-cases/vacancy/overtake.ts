import { administratorsAt } from "#db/queries/administrator.ts";
import { ofReview } from "#db/queries/review.ts";
import { vacancyById } from "#db/queries/vacancy.ts";
import { isOpen } from "#src/domain/review.ts";
import { counts } from "#src/domain/seat.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { overtakeVacancies } from "#functions/consequences/review/overtake-vacancies.ts";

/** Somebody administers the organization again: the case leaves the queue. */
export const overtakeVacancy = scheduledCommand({
  action: "review.overtake",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    vacancy: vacancyById(id),
    administrators: administratorsAt(ofReview(id, "organization_id")),
  }),
  decide: ({ vacancy, administrators }, _, context) => {
    const open = vacancy.filter(isOpen);
    if (!open.length || !administrators.some(counts)) return { next: "reviews" };
    return { next: "reviews", ...overtakeVacancies(open, context) };
  },
});
