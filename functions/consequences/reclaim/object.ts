import { endLinks } from "#db/queries/link.ts";
import { moveReclaim, type ReclaimRow } from "#db/queries/reclaim.ts";
import { moveReview } from "#db/queries/review.ts";
import { isOpen } from "#src/domain/review.ts";
import { type Consequences, move, tell, together, write } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { maskedNamed } from "#functions/emails/letter.ts";

/** Somebody does decide there: the claim is over, nobody has to look at it any more, and the claimant is told. */
export function objectTo(
  claim: ReclaimRow,
  person: Person,
  objection: string | null,
  { now }: Context,
): Consequences {
  const { id, organizationId, reviewId, reviewState } = claim;
  const review = reviewId && reviewState && { id: reviewId, state: reviewState };
  return together(
    move(
      moveReclaim,
      claim,
      "object",
      { objection, objectedBy: person.id, changedAt: now },
      { organizationId },
    ),
    write(endLinks("objectToReclaim", id, now)),
    review &&
      isOpen(review) && [
        move(
          moveReview,
          review,
          "overtake",
          { decidedAt: now },
          { action: "review.overtake", organizationId },
        ),
        write(endLinks("answerQuestion", review.id, now)),
      ],
    tell(
      "review-outcome",
      { email: claim.claimantEmail, name: claim.claimantName, language: claim.claimantLanguage },
      {
        outcome: "objected",
        matter: "reclaim",
        place: claim.organizationName,
        by: maskedNamed(person),
        reason: objection,
        address: "onboarding/status",
      },
    ),
  );
}
