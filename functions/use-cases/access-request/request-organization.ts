import { mustChange } from "#db/client.ts";
import { addAccessRequest } from "#db/queries/access-request.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { type AccessRequestId, newId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { issueLink } from "#functions/context/links.ts";
import { command } from "#functions/command/command.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { standing } from "#functions/standing/onboarding.ts";
import { asker, signedIn } from "#functions/command/query.ts";

/** *Confirm your request*: asks the nearest organization's first administrator (src/domain/README.md 2.4). */
export const requestAccess = command({
  action: "accessRequest.request",
  input: () => ({}),
  load: (_, context) => ({
    ...onboardingRecords(questionOf(asker(context))),
    ...askingSomebody.read({ ask: asker(context) }, context),
  }),
  allow: signedIn,

  decide: (person, loaded, _, context) => {
    const at = standing(loaded, person, context);
    const { draft, administrator } = at;
    if (!draft || !administrator) return { next: at.here };
    if (at.accessHeld) return { next: "onboarding/status" };

    const counted = askingSomebody.take(loaded, { ask: person.id }, context);
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
        ...counted.writes,
        mustChange(moveRegistration({ id: draft.id, state: "draft" }, "request", { changedAt: now })),
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
