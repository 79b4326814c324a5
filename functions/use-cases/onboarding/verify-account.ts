import { useInvitations } from "#db/queries/invitation.ts";
import { onboardingRecords } from "#db/queries/onboarding.ts";
import { isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isWaiting } from "#src/domain/registration.ts";
import { command } from "#functions/command/command.ts";
import { together, write } from "#functions/command/consequences.ts";
import { askerMailbox } from "#functions/command/query.ts";
import { begin } from "#functions/consequences/onboarding/begin.ts";
import { introduce } from "#functions/consequences/person.ts";
import { numbersAndName, sayingTheirName } from "#functions/input/numbers.ts";
import { verifying } from "#functions/quotas/quotas.ts";
import { ownQuestion, standing } from "#functions/standing/onboarding.ts";

/** Somebody shows by a contract and a serial number to be entitled (src/domain/README.md 2.3). Counts failed tries. */
export const verifyAccount = command({
  action: "registration.verify",

  input: numbersAndName,

  load: (typed, context) => ({
    ...onboardingRecords(ownQuestion(context, typed)),
    ...verifying.read(
      {
        "verify-person": askerMailbox(context),
        "verify-network": context.network,
        "verify-contract": typed.contractNumber,
      },
      context,
    ),
  }),

  allow: (actor, _, { name }) => sayingTheirName(actor, name),

  decide: (me, loaded, typed, context) => {
    const at = standing(loaded, me, context, typed);
    if (isWaiting(at.registration?.state)) return { next: "onboarding/status" };
    const named = me.name || !typed.name ? null : introduce(me, typed.name, context);
    const tries = {
      "verify-person": mailboxOf(me.email),
      "verify-network": context.network,
      // Whoever is associated with the contract is not held up by others.
      "verify-contract": at.entitlement ? null : typed.contractNumber,
    };
    if (!isPersonalEmail(me.email)) verifying.check(loaded, tries, context);
    if (!at.verified)
      return {
        refusal: invalid(at.errors),
        writes: "email" in at.errors ? [] : verifying.count(tries, context).writes,
      };
    if (at.accessHeld) return { next: "onboarding/status", ...named };

    const next = at.next("verify");
    const before = at.draft?.answers;
    if (before?.contractNumber === typed.contractNumber && before.serialNumber === typed.serialNumber)
      return { next, ...named };

    return {
      next,
      ...together(named, begin(at, me, typed, context).begun, write(useInvitations(me.email, context.now))),
    };
  },
});
