import { onboardingRecords, questionOf } from "../../../db/queries/onboarding.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { withdraw } from "../access-request/withdraw.ts";
import { command } from "../command.ts";
import { withdrawReview } from "../review/withdraw.ts";
import { asker, signedIn } from "../query.ts";

/** What a person does with the own registration, from its status page. */
export const actOnRegistration = command({
  action: "registration.withdraw",
  input: ({ action }) => ({ action }),
  load: (_, context) => onboardingRecords(questionOf(asker(context))),
  decide: (actor, { registration: [registration], review: [review], request }, { action }, context) => {
    const person = signedIn(actor);
    if (action !== "withdraw") throw new Refusal("malformed", "errors.400");
    if (registration?.state === "underReview" && review)
      return withdrawReview(review, registration.id, person, context);
    return withdraw(request[0], person, context, "onboarding/status");
  },
});
