import { Resend } from "resend";
import { Webhook } from "svix";
import type { Settings } from "#functions/context/env.ts";

/** A message as it leaves, its secret put in. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What the provider made of it. `unknown`: it may have been accepted. */
export type Sent =
  | { readonly outcome: "accepted"; readonly providerId: string }
  | { readonly outcome: "later"; readonly retryAfterMs: number; readonly because: string }
  | { readonly outcome: "unknown"; readonly because: string }
  | { readonly outcome: "refused"; readonly because: string };

const timeLimit = 5000;

/** Hands a message to the provider once: the same id again is the same message (SECURITY.md 5). */
export async function send({ mail }: Settings, { id, ...letter }: Letter): Promise<Sent> {
  const resend = new Resend(mail.key, { baseUrl: mail.url });
  try {
    const { data, error, headers } = await resend.emails.send(
      { from: mail.from, ...letter, tags: [{ name: "message", value: id }] },
      { idempotencyKey: `ob/${id}`, signal: AbortSignal.timeout(timeLimit) } as { idempotencyKey: string },
    );
    if (data) return { outcome: "accepted", providerId: data.id };
    return judge(error, Number(headers?.["retry-after"] ?? 0) * 1000);
  } catch {
    return { outcome: "unknown", because: "no answer" };
  }
}

function judge(
  { statusCode, name }: { statusCode: number | null; name: string },
  retryAfterMs: number,
): Sent {
  const because = `${statusCode ?? "no answer"} ${name}`;
  if (statusCode === null) return { outcome: "unknown", because };
  if (statusCode >= 500) return { outcome: "unknown", because };
  const passing = statusCode === 429 || statusCode === 408 || name === "concurrent_idempotent_requests";
  return passing ? { outcome: "later", retryAfterMs, because } : { outcome: "refused", because };
}

export interface DeliveryReport {
  readonly messageId: string | null;
  readonly providerId: string;
  readonly event: "deliver" | "bounce" | "complain";
}

const events = {
  "email.delivered": "deliver",
  "email.bounced": "bounce",
  "email.complained": "complain",
} as const;

interface Payload {
  type: string;
  data?: { email_id?: string; tags?: Record<string, string> | { name: string; value: string }[] };
}

/** What the provider reports, its signature checked; null for what we do not follow. Throws on a false signature. */
export function readReport({ mail }: Settings, body: string, headers: Headers): DeliveryReport | null {
  new Webhook(mail.webhookSecret).verify(body, Object.fromEntries(headers));
  const { type, data } = JSON.parse(body) as Payload;
  const event = events[type as keyof typeof events];
  if (!event || !data?.email_id) return null;
  const { tags = {} } = data;
  const messageId = Array.isArray(tags)
    ? tags.find(({ name }) => name === "message")?.value
    : tags["message"];
  return { messageId: messageId ?? null, providerId: data.email_id, event };
}
