import { limits, window } from "#src/domain/limits.ts";
import { throttled } from "#src/domain/refusal.ts";

const { resendPause, resendsPerHour } = limits.confirmationLink;

/** Milliseconds until the confirmation may be sent again: after the last one, and within the hour; 0: now. */
export function resendWait(sent: readonly { createdAt: number }[], now: number) {
  const times = sent.map(({ createdAt }) => createdAt).sort((a, b) => b - a);
  const [latest = 0] = times;
  const beyond = times[resendsPerHour] ?? 0;
  return { pause: Math.max(latest + resendPause - now, 0), hourly: Math.max(beyond + window.hour - now, 0) };
}

/** The last message left less than a minute ago. */
export const tooSoon = (wait: number) => refused(wait, "form", "wait", 1);

/** The messages of this hour are used up. */
export const tooManyMessages = (wait: number, field: string) => refused(wait, field, "hourlyLimit", 60);

function refused(wait: number, field: string, kind: "wait" | "hourlyLimit", unit: number) {
  const seconds = Math.ceil(wait / 1000);
  const params = { count: Math.ceil(seconds / unit) };
  return throttled(field, seconds, { key: `onboarding.checkEmail.${kind}`, params });
}
