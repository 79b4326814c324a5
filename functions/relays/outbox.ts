import type { Database } from "#db/client.ts";
import { claimDue, dropExpired, held, linksOf, type OutboxRow, settle } from "#db/queries/outbox.ts";
import { limits } from "#src/domain/limits.ts";
import { send, type Sent } from "#functions/adapters/resend.ts";
import type { Settings } from "#functions/context/env.ts";
import { tokenOf } from "#functions/context/links.ts";
import { unseal } from "#functions/context/secrets.ts";
import { unsubscribeToken } from "#functions/context/unsubscribe.ts";
import { placeholders } from "#functions/emails/mail.ts";

/** The event and what changes with it. */
type Outcome = Parameters<typeof settle> extends [unknown, ...infer Rest] ? Rest : never;
type LinkSecret = Parameters<typeof tokenOf>[1];

const { lease, batch, firstPause, longestPause, unknownAfter } = limits.outbox;

/**
 * Delivers what is due: claims with a lease, sends, records. Goes by the real time. May run twice at once and may die at
 * any point: the lease runs out, the provider knows the key (SECURITY.md 5). Gives the number of messages tried.
 */
export async function deliver(settings: Settings, database: Database, now = Date.now()): Promise<number> {
  const until = now + lease + Math.random();
  const [, , claimed, links] = await database.writeIdempotent([
    dropExpired(now),
    claimDue(now, until, batch),
    held(until),
    linksOf(until),
  ]);
  if (!claimed.length) return 0;
  const sent = await Promise.all(claimed.map((row) => sendRow(settings, row, links)));
  const [first, ...others] = claimed.map((row, at) => settle(row, ...outcome(row, sent[at]!, Date.now())));
  await database.writeIdempotent([first!, ...others]);
  return claimed.length;
}

async function sendRow(settings: Settings, row: OutboxRow, links: readonly LinkSecret[]): Promise<Sent> {
  const filled = fill(
    settings,
    row,
    links.find(({ id }) => id === row.linkId),
  );
  return filled ? send(settings, filled) : { outcome: "refused", because: "its secret cannot be made again" };
}

const forgotten = "······";

/** The message as it leaves, the link's token and the code put in; null when the portal's secrets no longer fit. */
export function fill(
  { secrets, url }: Pick<Settings, "secrets" | "url">,
  row: OutboxRow,
  link?: LinkSecret | null,
) {
  const token = row.linkId ? link && tokenOf(secrets, link) : "";
  const code = row.sealedCode ? unseal(secrets, "code", row.sealedCode) : forgotten;
  if (token == null || code === null) return null;
  const places = placeholders(row.id);
  const putCode = (text: string) => text.replaceAll(places.code, code);
  const stop = row.unsubscribe === null ? "" : unsubscribeToken(secrets, row.unsubscribe);
  const put = (text: string) =>
    putCode(text).replaceAll(places.token, token).replaceAll(places.unsubscribe, stop);
  return {
    id: row.id,
    to: row.recipient,
    subject: putCode(row.subject),
    html: put(row.html),
    text: put(row.text),
    headers: stop ? oneClick(`${url}/unsubscribe/${stop}`) : undefined,
  };
}

/** RFC 8058: the mail program sends a POST when its own button is pressed; whoever only follows the address stops nothing. */
const oneClick = (address: string) => ({
  "List-Unsubscribe": `<${address}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

function outcome(row: OutboxRow, sent: Sent, now: number): Outcome {
  if (sent.outcome === "accepted")
    return ["accept", { providerId: sent.providerId, problem: null, changedAt: now }];
  const tooOld = sent.outcome === "unknown" && now - (row.firstTriedAt ?? now) > unknownAfter;
  if (sent.outcome === "refused" || tooOld) return ["setAside", { problem: sent.because, changedAt: now }];
  const pause = Math.min(longestPause, firstPause * 2 ** (row.attempts - 1)) * (0.75 + Math.random() / 2);
  const asked = sent.outcome === "later" ? sent.retryAfterMs : 0;
  const dueAt = Math.round(now + Math.max(pause, asked));
  return ["retry", { dueAt, problem: sent.because, changedAt: now }];
}
