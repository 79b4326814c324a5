import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { command } from "#functions/use-cases/command.ts";
import { asker, signedIn } from "#functions/use-cases/query.ts";
import { askToConfirm } from "./choose-organization.ts";
import { resendWait, tooManyMessages, tooSoon } from "./resend-wait.ts";
import { standing } from "./standing.ts";

/** Sends the confirmation again: 60 seconds apart, 5 an hour; the new link replaces the old one (product.md 2.5). */
export const resendConfirmation = command({
  action: "registration.resend-confirmation",
  input: () => ({}),
  load: (_, context) => onboardingRecords(questionOf(asker(context))),
  decide: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standing(loaded, person, context);
    if (at.current !== "check-email" || !at.chosen) return { next: at.here };
    const { pause, hourly } = resendWait(at.confirmations, context.now);
    if (hourly > 0) throw tooManyMessages(hourly, "form");
    if (pause > 0) throw tooSoon(pause);
    return askToConfirm(person, at, at.chosen.name, context);
  },
});
