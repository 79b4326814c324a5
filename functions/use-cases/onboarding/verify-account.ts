import { useInvitations } from "#db/queries/invitation.ts";
import { endLinks } from "#db/queries/link.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { saveAnswers, startRegistration } from "#db/queries/registration.ts";
import { isPersonalEmail } from "#src/domain/email.ts";
import type { RegistrationId } from "#src/domain/ids.ts";
import { valid } from "#src/domain/journeys/journey.ts";
import { verify } from "#src/domain/journeys/onboarding/verify.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isWaiting } from "#src/domain/registration.ts";
import { command } from "#functions/command/command.ts";
import { change, record, together, write } from "#functions/command/consequences.ts";
import { asker, signedIn } from "#functions/command/query.ts";
import { verifying } from "#functions/quotas/quotas.ts";
import { standing } from "#functions/standing/onboarding.ts";

/** Somebody shows by a contract and a serial number to be entitled (src/domain/README.md 2.3). Counts failed tries. */
export const verifyAccount = command({
  action: "registration.verify",

  input: (fields) => valid(verify.read(fields)),

  load: (typed, context) => ({
    ...onboardingRecords(questionOf(asker(context), typed)),
    ...verifying.read(
      {
        "verify-person": asker(context),
        "verify-network": context.network,
        "verify-contract": typed.contractNumber,
      },
      context,
    ),
  }),

  allow: signedIn,

  decide: (me, loaded, typed, context) => {
    const at = standing(loaded, me, context, typed);
    if (isWaiting(at.registration?.state)) return { next: "onboarding/status" };
    const tries = {
      "verify-person": me.id,
      "verify-network": context.network,
      // Whoever is associated with the contract is not held up by others.
      "verify-contract": loaded.entitlement.length ? null : typed.contractNumber,
    };
    if (!isPersonalEmail(me.email)) verifying.check(loaded, tries, context);
    if (!at.verified)
      return {
        refusal: invalid(at.errors),
        writes: "email" in at.errors ? [] : verifying.count(tries, context).writes,
      };
    if (at.accessHeld) return { next: "onboarding/status" };

    const next = at.next("verify");
    const before = at.draft?.answers;
    if (before?.contractNumber === typed.contractNumber && before.serialNumber === typed.serialNumber)
      return { next };

    const { now } = context;
    const answers = { contractNumber: typed.contractNumber, serialNumber: typed.serialNumber };
    const id = at.draft?.id ?? context.newId<RegistrationId>();
    return {
      next,
      ...together(
        at.draft
          ? [change(saveAnswers(id, answers, now)), write(endLinks("confirmAddress", id, now))]
          : write(startRegistration({ id, personId: me.id, answers, createdAt: now })),
        write(useInvitations(me.email, now)),
        record({ subjectId: id, from: at.draft?.state ?? null, to: "draft" }),
      ),
    };
  },
});
