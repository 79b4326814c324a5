import { noteReview } from "#db/queries/review-queue.ts";
import { invalid } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { change, record, together } from "#functions/command/consequences.ts";
import { aboutReview, type ReviewRead } from "#functions/standing/review-owner.ts";

/** An agent writes down what other agents should know; the person under review never reads it (SECURITY.md 7). */
export const noteOnReview = command({
  ...aboutReview,
  action: "review.note",

  input: ({ id = "", note = "", seen = "" }: Fields) => ({
    id,
    note: manyLines(note),
    seen: manyLines(seen),
  }),

  decide: ({ review: { id, note: before } }, _: ReviewRead, { note, seen }) => {
    const next = `reviews/${id}`;
    if (note === (before ?? "")) return { next };
    const problem = longText(note);
    if (problem?.kind === "TooLong")
      throw invalid({ note: { key: "reviews.errors.noteTooLong", params: problem.params } });
    if (seen !== (before ?? "")) throw invalid({ note: { key: "reviews.errors.noteChanged" } });
    return { next, ...together(change(noteReview(id, before, note || null)), record({ subjectId: id })) };
  },
});
