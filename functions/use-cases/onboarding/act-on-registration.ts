import { requestIdOf } from "#db/queries/access-request.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { decidersOf, remind } from "#functions/consequences/access-request/remind.ts";
import { withdraw } from "#functions/consequences/access-request/withdraw.ts";
import { command } from "#functions/command/command.ts";
import { withdrawReview } from "#functions/consequences/review/withdraw.ts";
import { asker, signedIn } from "#functions/command/query.ts";

/** What a person does with the own registration, from its status page. */
export const actOnRegistration = command({
  action: "registration.act",
  input: ({ action }) => ({ action }),
  load: (_, context) => {
    const question = questionOf(asker(context));
    const request = requestIdOf(question.registrationId);
    return { ...onboardingRecords(question), cases: openCasesOf(request), ...decidersOf(request) };
  },
  allow: signedIn,

  decide: (person, loaded, { action }, context) => {
    const next = "onboarding/status";
    const [registration] = loaded.registration;
    const [review] = loaded.review;
    const [request] = loaded.request;
    if (action === "remind") return remind(request, loaded, person, context, next);
    if (action !== "withdraw") throw new Refusal("malformed", "errors.400");
    if (registration?.state === "underReview" && review)
      return withdrawReview(review, registration.id, person, context);
    return withdraw(request, loaded.cases, person, context, next);
  },
});
