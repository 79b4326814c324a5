import { addReview } from "#db/queries/review.ts";
import type { ReviewId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { siteOf } from "#functions/context/site.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { givingFeedback } from "#functions/quotas/quotas.ts";

/** Of whom it is counted: of a person, or else of a network and of all strangers together. */
const subjectsOf = (person: string | null, { network }: Pick<Context, "network">) => ({
  "feedback-person": person,
  "feedback-network": person === null ? network : null,
  "feedback-site": person === null ? siteOf(network) : null,
  "feedback-strangers": person === null ? "all" : null,
});

/**
 * Anybody says what they think of the portal: agents find it in their queue, and hear of it with whatever else waits
 * (src/domain/README.md 2.6).
 */
export const sendFeedback = command({
  action: "feedback.send",
  anyone: true,

  input: ({ message = "" }: Fields) => ({ message: manyLines(message) }),

  load: (_, context: Context) =>
    givingFeedback.read({ ...subjectsOf(null, context), "feedback-person": asker(context) }, context),

  allow: (actor): Person | null => (typeof actor === "string" ? null : actor),

  decide: (person, loaded, { message }, context) => {
    const problem = longText(message);
    if (problem)
      throw invalid({ message: { key: `feedback.errors.message${problem.kind}`, params: problem.params } });
    const id = context.newId<ReviewId>();
    return {
      next: "feedback?sent=yes",
      ...together(
        givingFeedback.take(loaded, subjectsOf(person && person.id, context), context),
        write(
          addReview({
            id,
            kind: "feedback",
            subjectId: id,
            personId: person && person.id,
            reasons: ["feedback"],
            state: "open",
            answer: message,
            dueAt: context.now + limits.feedback.answerWithin,
            createdAt: context.now,
          }),
        ),
        record({ subjectId: id, to: "open" }),
      ),
    };
  },
});
