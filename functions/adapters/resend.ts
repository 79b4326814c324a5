import { Resend } from "resend";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { Settings } from "#functions/context/env.ts";

/** A message as it leaves, its secret put in. */
export interface Letter {
  readonly id: string;
  /** The same key again is the same message. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What the provider made of it. `unknown`: it may have been accepted. */
export type Sent =
  | { readonly outcome: "accepted"; readonly providerId: string }
  | { readonly outcome: "later"; readonly retryAfterMs: number; readonly because: string }
  | { readonly outcome: "unknown"; readonly because: string }
  | { readonly outcome: "refused"; readonly because: string }
  /** No message of this account leaves: its key, its domain or its quota. */
  | { readonly outcome: "trouble"; readonly because: string };

const timeLimit = 5000;
const ofTheAccount = ["invalid_from_address", "daily_quota_exceeded", "monthly_quota_exceeded"];

/** Hands a message to the provider once: the same id again is the same message (SECURITY.md 5). */
export async function send({ mail }: Settings, { id, key, headers, ...letter }: Letter): Promise<Sent> {
  const resend = new Resend(mail.key, { baseUrl: mail.url });
  // To whom another address belongs that answers, nobody knows: it is sent nothing.
  const once: RequestInit = { signal: AbortSignal.timeout(timeLimit), redirect: "manual" };
  try {
    const {
      data,
      error,
      headers: answered,
    } = await resend.emails.send(
      { from: mail.from, ...letter, ...(headers && { headers }), tags: [{ name: "message", value: id }] },
      { idempotencyKey: `ob/${key}`, ...once } as { idempotencyKey: string },
    );
    if (typeof data?.id === "string") return { outcome: "accepted", providerId: data.id };
    return judge(error, Number(answered?.["retry-after"] ?? 0) * 1000);
  } catch {
    return { outcome: "unknown", because: "no answer" };
  }
}

/** The library gives what the answer's body says, which is of a gateway before the provider where it has no such number. */
function judge(
  error: { readonly statusCode: number | null; readonly name: string } | null,
  retryAfterMs: number,
): Sent {
  const { statusCode, name } = { statusCode: null, name: "", ...error };
  if (typeof statusCode !== "number") return { outcome: "unknown", because: "no answer of the provider" };
  const because = `${statusCode} ${name}`;
  if (statusCode >= 500 || statusCode < 400) return { outcome: "unknown", because };
  if (statusCode === 401 || statusCode === 403 || ofTheAccount.includes(name))
    return { outcome: "trouble", because };
  const passing = statusCode === 429 || statusCode === 408 || name === "concurrent_idempotent_requests";
  return passing ? { outcome: "later", retryAfterMs, because } : { outcome: "refused", because };
}

/** What came in as a report; `ignored`: of what we do not follow. */
export type Received =
  | { readonly outcome: "reported"; readonly report: DeliveryReport }
  | { readonly outcome: "ignored" }
  | { readonly outcome: "forged" };

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

/** What the provider reports, once its signature has been checked. Throws when the secret in the settings is none. */
export function readReport(
  { mail }: Pick<Settings, "mail">,
  body: string,
  headers: Pick<Headers, "get">,
): Received {
  const webhook = webhookOf(mail.webhookSecret);
  try {
    return received(webhook.verify(body, signatureIn(headers)) as Payload);
  } catch (error) {
    if (error instanceof WebhookVerificationError) return { outcome: "forged" };
    throw error;
  }
}

class BrokenSecret extends Error {
  override readonly name = "RESEND_WEBHOOK_SECRET is not a webhook secret";
}

function webhookOf(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    throw new BrokenSecret();
  }
}

/** The provider signs as Standard Webhooks say, under the header names of its own supplier. */
const signatureIn = (headers: Pick<Headers, "get">) => ({
  "webhook-id": headers.get("svix-id") ?? "",
  "webhook-timestamp": headers.get("svix-timestamp") ?? "",
  "webhook-signature": headers.get("svix-signature") ?? "",
});

function received({ type, data }: Payload): Received {
  const event = events[type as keyof typeof events];
  if (!event || !data?.email_id) return { outcome: "ignored" };
  const { tags = {} } = data;
  const messageId = Array.isArray(tags)
    ? tags.find(({ name }) => name === "message")?.value
    : tags["message"];
  const report = { messageId: messageId ?? null, providerId: data.email_id, event };
  return { outcome: "reported", report };
}
