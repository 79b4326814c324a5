import { Webhook } from "standardwebhooks";
import type { Settings } from "#functions/context/env.ts";

/** What the provider's tools made of a call. */
export type Called =
  | { readonly outcome: "accepted" }
  | { readonly outcome: "later"; readonly retryAfterMs: number; readonly because: string };

const timeLimit = 5000;
const longestWait = 86_400_000;

/** Calls the provisioning hook once, signed as Standard Webhooks say: the same id again is the same call. */
export async function call(
  { provisioning: { url, secret } }: Settings,
  id: string,
  body: string,
  now: number,
): Promise<Called> {
  const timestamp = new Date(now);
  try {
    const answer = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(timeLimit),
      body,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(now / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, timestamp, body),
      },
    });
    await answer.body?.cancel();
    if (answer.ok) return { outcome: "accepted" };
    const retryAfterMs = waitAsked(answer.headers.get("retry-after"), now);
    return { outcome: "later", retryAfterMs, because: String(answer.status) };
  } catch {
    return { outcome: "later", retryAfterMs: 0, because: "no answer" };
  }
}

/** Seconds or a date, as HTTP has it; a day at most. */
function waitAsked(header: string | null, now: number): number {
  if (!header) return 0;
  const wait = /^\d+$/u.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.min(longestWait, Math.max(0, wait));
}
