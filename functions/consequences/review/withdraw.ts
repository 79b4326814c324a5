import { mustChange } from "#db/client.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { moveReview } from "#db/queries/review.ts";
import type { RegistrationId, ReviewId } from "#src/domain/ids.ts";
import type { ReviewState } from "#src/domain/review.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Decision } from "#functions/command/command.ts";

interface UnderReview {
  readonly id: ReviewId;
  readonly state: ReviewState;
}

/** The person takes a registration back that an agent has not decided on; the review leaves the queue. */
export function withdrawReview(
  { id, state }: UnderReview,
  registrationId: RegistrationId,
  person: Person,
  { now }: Context,
): Decision {
  return {
    next: "onboarding/status",
    writes: [
      mustChange(moveReview({ id, state }, "withdraw", { decidedAt: now, decidedBy: person.id })),
      mustChange(
        moveRegistration({ id: registrationId, state: "underReview" }, "withdraw", { changedAt: now }),
      ),
      endLinks("answerQuestion", id, now),
    ],
    audit: [
      { action: "review.withdraw", subjectId: id, from: state, to: "withdrawn" },
      {
        action: "registration.withdraw",
        subjectId: registrationId,
        from: "underReview",
        to: "withdrawn",
      },
    ],
    mail: [],
  };
}
