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

/** Whoever asked takes it back, or who may for them: it leaves the agents' queue, with the link to a question about it. */
export const withdrawCase = (
  review: UnderReview,
  { id }: Pick<Person, "id">,
  { now }: Pick<Context, "now">,
) =>
  together(
    move(moveReview, review, "withdraw", { decidedAt: now, decidedBy: id }, { action: "review.withdraw" }),
    write(endLinks("answerQuestion", review.id, now)),
  );

/** The person takes a registration back that an agent has not decided on, with its review. */
export const withdrawReview = (
  review: UnderReview,
  registrationId: RegistrationId,
  person: Person,
  context: Context,
): Consequences =>
  together(
    withdrawCase(review, person, context),
    move(
      moveRegistration,
      { id: registrationId, state: "underReview" },
      "withdraw",
      { changedAt: context.now },
      { action: "registration.withdraw" },
    ),
  );
