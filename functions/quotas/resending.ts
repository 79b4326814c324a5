import { refusalFor, waitIn } from "./quota.ts";
import { resending } from "./quotas.ts";

/** Milliseconds until the confirmation may be sent again: after the last one, and within the hour; 0: now. */
export function resendWait(sent: readonly { createdAt: number }[], now: number) {
  const times = sent.map(({ createdAt }) => createdAt).sort((a, b) => b - a);
  return { pause: waitIn(resending.pause, times, now), hourly: waitIn(resending.hourly, times, now) };
}

/** The last message left less than a minute ago. */
export const tooSoon = (wait: number) =>
  refusalFor(wait, { field: "form", key: "onboarding.checkEmail.wait", unit: "seconds" });

/** The messages of this hour are used up. */
export const tooManyMessages = (wait: number, field: string) =>
  refusalFor(wait, { field, key: "onboarding.checkEmail.hourlyLimit", unit: "minutes" });
