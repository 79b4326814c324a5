import { confirmationRecords, onboardingRecords } from "#db/queries/onboarding.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { askToConfirm } from "#functions/consequences/onboarding/ask-to-confirm.ts";
import { resendWait, tooManyMessages, tooSoon } from "#functions/quotas/resending.ts";
import { ownQuestion, standing } from "#functions/standing/onboarding.ts";

/** Sends the confirmation again, not too often; the new link replaces the old one (src/domain/README.md 2.5). */
export const resendConfirmation = command({
  action: "registration.resend-confirmation",
  input: () => ({}),
  load: (_, context) => ({
    ...onboardingRecords(ownQuestion(context)),
    ...confirmationRecords(ownQuestion(context)),
  }),
  allow: signedIn,

  decide: (person, loaded, _, context) => {
    const at = standing(loaded, person, context);
    if (at.current !== "check-email" || !at.chosen) return { next: at.here };
    const { pause, hourly } = resendWait(loaded.confirmations, context.now);
    if (hourly > 0) throw tooManyMessages(hourly, "form");
    if (pause > 0) throw tooSoon(pause);
    return {
      next: at.next("organization"),
      ...askToConfirm(person, { ...at, ...loaded }, at.chosen.name, context),
    };
  },
});
