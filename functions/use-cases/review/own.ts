import { ownReview } from "#db/queries/review-queue.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isOpen } from "#src/domain/review.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { change, record, together } from "#functions/command/consequences.ts";
import type { Person } from "#functions/context/context.ts";
import { aboutReview, type ReviewRead } from "#functions/standing/review-owner.ts";

const owning = (action: "review.take" | "review.handBack", ownerOf: (agent: Person) => PersonId | null) =>
  command({
    ...aboutReview,
    action,

    input: ({ id = "", from = "" }: Fields) => ({ id, from }),

    decide: ({ agent, review }, _: ReviewRead, { from }) => {
      const next = `reviews/${review.id}`;
      const { ownerId, ownerName } = review;
      const owner = ownerOf(agent);
      if (ownerId === owner || !isOpen(review)) return { next };
      if ((ownerId ?? "") !== from)
        throw invalid({
          form: ownerId
            ? { key: "reviews.errors.taken", params: { name: ownerName ?? "" } }
            : { key: "reviews.errors.handedBack" },
        });
      return {
        next,
        ...together(change(ownReview(review.id, ownerId, owner)), record({ subjectId: review.id })),
      };
    },
  });

/** An agent is on a review, so that nobody else begins with it; also where another agent was. */
export const takeReview = owning("review.take", ({ id }) => id);

/** Nobody is on it any more. */
export const handBackReview = owning("review.handBack", () => null);
