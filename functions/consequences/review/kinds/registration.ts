import { mustChange } from "#db/client.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { appointing } from "#functions/consequences/review/appoint.ts";
import { required } from "#functions/input/comment.ts";
import { type Case, type Deciding, readerOf } from "./kind.ts";

function underReview({ records: { registration } }: Case) {
  const [one] = registration;
  if (one?.state !== "underReview") throw new Refusal("conflict", "errors.moved");
  return { id: one.id, state: one.state };
}

/** Somebody wants to administer an organization, and a rule makes an agent look (src/domain/README.md 2.6). */
export const registration: Deciding<"registration"> = {
  appoint: (of, context) => {
    const { review } = of;
    const own = underReview(of);
    const follows = appointing(
      of,
      { ...readerOf(review), id: review.personId! },
      { outcome: "appointed", matter: "registration", asked: review.organizationName },
      context,
    );
    return {
      ...follows,
      writes: [mustChange(moveRegistration(own, "appoint", { changedAt: context.now })), ...follows.writes],
      audit: [
        { subjectId: own.id, organizationId: follows.organizationId, from: own.state, to: "administrator" },
        ...follows.audit,
      ],
    };
  },

  refuse: (of, { now }) => {
    const { review, comment } = of;
    const own = underReview(of);
    return {
      writes: [mustChange(moveRegistration(own, "refuse", { changedAt: now }))],
      audit: [{ subjectId: own.id, organizationId: review.organizationId, from: own.state, to: "refused" }],
      mail: [
        {
          template: "review-outcome",
          to: readerOf(review),
          params: {
            outcome: "refused",
            matter: "registration",
            place: review.organizationName,
            reason: required(comment),
            address: "onboarding/status",
          },
        },
      ],
    };
  },
};
