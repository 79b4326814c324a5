import { requestIdOf } from "#db/queries/access-request.ts";
import { outcomeRecords } from "#db/queries/onboarding.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { registrationById } from "#db/queries/registration.ts";
import { withdrawing, withdrawn } from "#src/domain/act.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { withdrawRequest } from "#functions/consequences/access-request/withdraw.ts";
import { withdrawReview } from "#functions/consequences/review/withdraw.ts";
import { ownQuestion } from "#functions/standing/onboarding.ts";

/** Somebody takes the own registration back, whether an administrator or an agent is to decide on it. */
export const withdrawRegistration = command({
  action: "registration.withdraw",
  input: () => ({}),
  load: (_, context) => {
    const { registrationId } = ownQuestion(context);
    return {
      registration: registrationById(registrationId),
      ...outcomeRecords({ registrationId }),
      cases: openCasesOf(requestIdOf(registrationId)),
    };
  },
  allow: signedIn,

  done: ({ request: [request] }) => ({ said: withdrawn(request?.placeName) }),

  decide: (person, loaded, _, context) => {
    const [registration] = loaded.registration;
    const [review] = loaded.review;
    const [request] = loaded.request;
    const follows =
      registration?.state === "underReview" && review
        ? withdrawReview(review, registration.id, person, context)
        : withdrawRequest(request, loaded.cases, person, context);
    return { next: "onboarding/status", ...follows, check: withdrawing(request?.placeName) };
  },
});
