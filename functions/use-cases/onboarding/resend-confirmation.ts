import { onboardingRecords, questionOf } from "../../../db/queries/onboarding.ts";
import { limits, window } from "../../../src/domain/limits.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { command } from "../command.ts";
import { asker, signedIn } from "../query.ts";
import { askToConfirm } from "./choose-organization.ts";
import { standing } from "./standing.ts";

/** Sends the confirmation again: 60 seconds apart, 5 an hour; the new link replaces the old one (product.md 2.5). */
export const resendConfirmation = command({
  action: "registration.resend-confirmation",
  input: () => ({}),
  load: (_, context) => onboardingRecords(questionOf(asker(context))),
  decide: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standing(loaded, person, context);
    if (at.current !== "check-email" || !at.chosen) return { next: `onboarding/${at.current}` };
    const wait = resendWait(at.confirmations, context.now);
    if (wait > 0) {
      const key = wait > limits.confirmationLink.resendPause ? "hourlyLimit" : "wait";
      const seconds = Math.ceil(wait / 1000);
      throw new Refusal("throttled", `onboarding.checkEmail.${key}`, {
        retryAfter: seconds,
        params: { count: key === "wait" ? seconds : Math.ceil(seconds / 60) },
      });
    }
    return askToConfirm(person, at, at.chosen.name, context);
  },
});

/** Milliseconds until the confirmation may be sent again. The first message of the hour is no resend. */
export function resendWait(sent: readonly { createdAt: number }[], now: number): number {
  const { resendPause, resendsPerHour } = limits.confirmationLink;
  const times = sent.map(({ createdAt }) => createdAt).sort((a, b) => b - a);
  const [latest = 0] = times;
  const beyond = times[resendsPerHour] ?? 0;
  return Math.max(latest + resendPause - now, beyond + window.hour - now, 0);
}
