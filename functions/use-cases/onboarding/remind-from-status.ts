import { requestOfRegistration } from "#db/queries/access-request-row.ts";
import { requestIdOf } from "#db/queries/access-request.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { remindDeciders } from "#functions/consequences/access-request/remind-deciders.ts";
import { deciderRecords } from "#functions/standing/deciders.ts";
import { ownQuestion } from "#functions/standing/onboarding.ts";

/** As on the request's own page, from the status of the registration that it belongs to. */
export const remindFromStatus = command({
  action: "accessRequest.remind",
  input: () => ({}),
  load: (_, context) => {
    const { registrationId } = ownQuestion(context);
    return {
      request: requestOfRegistration(registrationId),
      ...deciderRecords(requestIdOf(registrationId)),
    };
  },
  allow: signedIn,

  done: ({ request: [request] }) => ({
    said: { key: "acts.remind.done", params: { place: request?.placeName ?? "" } },
  }),

  decide: (person, { request: [request], ...deciders }, _, context) => ({
    next: "onboarding/status",
    ...remindDeciders(request, deciders, person, context),
  }),
});
