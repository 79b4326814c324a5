import { moveRegistration } from "#db/queries/registration.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { move, together } from "#functions/command/consequences.ts";
import { appoint } from "#functions/consequences/review/appoint.ts";
import { type Case, readerOf } from "#functions/consequences/review/case.ts";
import { tellRefused } from "#functions/consequences/review/tell-refused.ts";
import type { Deciding } from "./kind.ts";

function underReview({ records: { registration } }: Case) {
  const [one] = registration;
  if (one?.state !== "underReview") throw new Refusal("conflict", "errors.moved");
  return one;
}

/** Somebody wants to administer an organization, and a rule makes an agent look (src/domain/README.md 2.6). */
export const registration: Deciding<"registration"> = {
  appoint: (of, context) => {
    const { review } = of;
    const own = underReview(of);
    const to = { ...readerOf(review), id: review.personId! };
    const asked = { matter: "registration", asked: review.organizationName } as const;
    const { organizationId, ...appointment } = appoint(of, to, asked, context);
    return together(
      move(moveRegistration, own, "appoint", { changedAt: context.now }, { organizationId }),
      appointment,
    );
  },

  refuse: (of, { now }) => {
    const { organizationId } = of.review;
    return together(
      move(moveRegistration, underReview(of), "refuse", { changedAt: now }, { organizationId }),
      tellRefused(of, "registration"),
    );
  },
};
