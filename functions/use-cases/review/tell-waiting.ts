import { noteTold, untoldReviews } from "#db/queries/review.ts";
import { limits } from "#src/domain/limits.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { placeOf } from "#functions/standing/review.ts";

/** Tells agents by one message of all the cases of which they have not heard one by one (src/domain/README.md 2.6). */
export const tellWaiting = scheduledCommand({
  action: "review.tell",
  input: () => ({}),
  load: (_, context) => ({ waiting: untoldReviews(limits.review.listed), ...knownAgents(context) }),
  decide: ({ waiting, known }, _, { now }) => {
    const next = "reviews";
    const [first] = waiting;
    if (!first) return { next };
    const params = {
      dueAt: first.dueAt,
      cases: waiting.map((review) => ({
        kind: review.kind,
        name: review.name ?? "",
        email: review.email ?? "",
        place: placeOf(review),
      })),
    };
    return {
      next,
      ...together(
        change(noteTold(now)),
        // Each, so that the message is emptied with the data of anybody whom it names.
        waiting.map(({ id }) => record({ subjectId: id })),
        known.map((to) => tell("reviews-waiting", to, params)),
      ),
    };
  },
});
