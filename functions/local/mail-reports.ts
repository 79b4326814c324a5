import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { Accepted } from "./mailbox.ts";

export type Reporter = (message: Accepted) => void;

/** Tells the portal what became of a message, signed like Resend's webhooks; bounced@… bounces, complained@… complains. */
export function reporter(portalUrl: string, secret: string): Reporter {
  const webhook = new Webhook(secret);

  async function report(message: Accepted): Promise<void> {
    const { id: email_id, from, to, subject, tags = [] } = message;
    const body = JSON.stringify({
      type: typeFor(message.to[0] ?? ""),
      created_at: new Date().toISOString(),
      data: {
        email_id,
        from,
        to,
        subject,
        tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
      },
    });
    const id = `msg_${randomUUID()}`;
    for (const waitMs of [50, 500, 2_000, 10_000]) {
      await sleep(waitMs, undefined, { ref: false });
      const at = new Date();
      const headers = {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
        "svix-signature": webhook.sign(id, at, body),
      };
      const response = await fetch(`${portalUrl}/webhooks/resend`, {
        method: "POST",
        headers,
        body,
        signal: AbortSignal.timeout(5_000),
      });
      await response.body?.cancel();
      if (response.ok) return;
    }
  }

  return (message) => void report(message).catch(() => {});
}

function typeFor(address: string): string {
  if (address.startsWith("bounced@")) return "email.bounced";
  return address.startsWith("complained@") ? "email.complained" : "email.delivered";
}
