import { endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { moveReview } from "#db/queries/review.ts";
import type { RegistrationId, ReviewId } from "#src/domain/ids.ts";
import type { ReviewState } from "#src/domain/review.ts";
import { type Consequences, move, together, write } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";

interface UnderReview {
  readonly id: ReviewId;
  readonly state: ReviewState;
}

/** The person takes a registration back that an agent has not decided on; the review leaves the queue. */
export const withdrawReview = (
  review: UnderReview,
  registrationId: RegistrationId,
  person: Person,
  { now }: Context,
): Consequences =>
  together(
    move(
      moveReview,
      review,
      "withdraw",
      { decidedAt: now, decidedBy: person.id },
      { action: "review.withdraw" },
    ),
    move(
      moveRegistration,
      { id: registrationId, state: "underReview" },
      "withdraw",
      { changedAt: now },
      { action: "registration.withdraw" },
    ),
    write(endLinks("answerQuestion", review.id, now)),
  );
