import { endLinks } from "#db/queries/link.ts";
import { withdrawnSince } from "#db/queries/access-request.ts";
import { onboardingRecords } from "#db/queries/onboarding.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { AccessRequestId } from "#src/domain/ids.ts";
import { command } from "#functions/command/command.ts";
import { move, together, write } from "#functions/command/consequences.ts";
import { asker, askerMailbox, signedIn } from "#functions/command/query.ts";
import { addRequest } from "#functions/consequences/access-request/add-request.ts";
import { refuseTooSoon } from "#functions/quotas/again.ts";
import { askingAgain, askingSomebody } from "#functions/quotas/quotas.ts";
import { ownQuestion, standing } from "#functions/standing/onboarding.ts";

/** *Confirm your request*: asks the nearest organization's first administrator (src/domain/README.md 2.4). */
export const requestAccess = command({
  action: "accessRequest.request",
  input: () => ({}),
  load: (_, context) => ({
    ...onboardingRecords(ownQuestion(context)),
    ...askingSomebody.read({ ask: askerMailbox(context) }, context),
    withdrawn: withdrawnSince(asker(context), context.now - askingAgain.window.length),
  }),
  allow: signedIn,

  decide: (person, loaded, _, context) => {
    const at = standing(loaded, person, context);
    const { draft, administrator } = at;
    if (!draft || !administrator) return { next: at.here };
    if (at.accessHeld) return { next: "onboarding/status" };

    const { organizationId } = at.contract!;
    const before = loaded.withdrawn.filter((one) => one.organizationId === organizationId);
    const counted = askingSomebody.take(loaded, { ask: mailboxOf(person.email) }, context);
    refuseTooSoon(askingAgain, before, context);
    const id = context.newId<AccessRequestId>();
    const numbers = {
      contractNumber: at.answers.contractNumber!,
      serialNumber: at.answers.serialNumber!,
    };
    const { name, email } = person;
    return {
      next: "onboarding/status",
      ...together(
        counted,
        move(
          moveRegistration,
          { id: draft.id, state: "draft" },
          "request",
          { changedAt: context.now },
          { organizationId },
        ),
        write(endLinks("confirmAddress", draft.id, context.now)),
        addRequest(
          { id, requesterId: person.id, organizationId, registrationId: draft.id, ...numbers },
          [administrator],
          { name, email, organization: at.organizationName(organizationId), ...numbers },
          context,
        ),
      ),
    };
  },
});
