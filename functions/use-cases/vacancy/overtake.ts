import { administratorsAt } from "#db/queries/administrator.ts";
import { vacancyById } from "#db/queries/vacancy.ts";
import { counts } from "#src/domain/seat.ts";
import { sql } from "drizzle-orm";
import { scheduledCommand } from "#functions/command/command.ts";
import { overtakeVacancies } from "#functions/consequences/review/overtake-vacancies.ts";

/** Somebody administers the organization again: the case leaves the queue. */
export const overtakeVacancy = scheduledCommand({
  action: "review.overtake",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    vacancy: vacancyById(id),
    administrators: administratorsAt(sql`(select organization_id from review where id = ${id})`),
  }),
  decide: ({ vacancy, administrators }, _, context) => {
    const open = vacancy.filter(({ state }) => state === "open" || state === "waiting");
    if (!open.length || !administrators.some(counts)) return { next: "reviews" };
    return { next: "reviews", ...overtakeVacancies(open, context), mail: [] };
  },
});
