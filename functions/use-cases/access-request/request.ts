import { mustChange } from "#db/client.ts";
import { addAccessRequest } from "#db/queries/access-request.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { endLinks, moveRegistration } from "#db/queries/registration.ts";
import { type AccessRequestId, newId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { issueLink } from "#functions/links.ts";
import { command } from "#functions/use-cases/command.ts";
import { asked, countAsking } from "#functions/use-cases/onboarding/asking.ts";
import { standing } from "#functions/use-cases/onboarding/standing.ts";
import { asker, signedIn } from "#functions/use-cases/query.ts";

/** *Confirm your request*: asks the first administrator of the nearest organization upward (product.md 2.4). */
export const requestAccess = command({
  action: "accessRequest.request",
  input: () => ({}),
  load: (_, context) => ({ ...onboardingRecords(questionOf(asker(context))), asked: asked(context) }),
  decide: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standing(loaded, person, context);
    const { draft, administrator } = at;
    if (!draft || !administrator) return { next: at.here };
    if (at.accessHeld) return { next: "onboarding/status" };

    const { now } = context;
    const id = newId<AccessRequestId>();
    const { organizationId } = at.contract!;
    const link = issueLink(
      {
        purpose: "decideRequest",
        email: administrator.email,
        subjectId: id,
        lifetime: limits.lastingLink.lifetime,
      },
      context,
    );
    return {
      next: "onboarding/status",
      writes: [
        countAsking(loaded.asked, person.id, context),
        mustChange(moveRegistration({ id: draft.id, state: "draft" }, "request", now)),
        endLinks("confirmAddress", draft.id, now),
        addAccessRequest({
          id,
          requesterId: person.id,
          organizationId,
          registrationId: draft.id,
          contractNumber: at.answers.contractNumber!,
          serialNumber: at.answers.serialNumber!,
          state: "pending",
          clockAt: now,
          createdAt: now,
        }),
        link.write,
      ],
      audit: [
        { subjectId: draft.id, organizationId, from: "draft", to: "requested" },
        { subjectId: id, organizationId, to: "pending" },
      ],
      mail: [
        {
          template: "request-to-decide",
          to: administrator,
          priority: "decide",
          linkId: link.id,
          params: {
            name: person.name,
            email: person.email,
            organization: at.organizationName(organizationId),
            contractNumber: at.answers.contractNumber!,
            serialNumber: at.answers.serialNumber!,
          },
        },
      ],
    };
  },
});
