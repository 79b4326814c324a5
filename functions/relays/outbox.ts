import type { Database } from "#db/client.ts";
import {
  claimDue,
  dropExpired,
  type Held,
  heldRecords,
  type OutboxRow,
  restMail,
  settle,
  wakeMail,
} from "#db/queries/outbox.ts";
import { domainOf } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { send, type Sent } from "#functions/adapters/resend.ts";
import { type Departure, departure } from "#functions/context/departure.ts";
import type { Settings } from "#functions/context/env.ts";
import { log } from "#functions/context/log.ts";
import { tokenOf } from "#functions/context/links.ts";
import { unseal } from "#functions/context/secrets.ts";
import { unsubscribeToken } from "#functions/context/unsubscribe.ts";
import { placeholders } from "#functions/emails/mail.ts";
import { relay, retryAt } from "./relay.ts";

/** The event and what changes with it. */
type Outcome = Parameters<typeof settle> extends [unknown, ...infer Rest] ? Rest : never;
type LinkSecret = Parameters<typeof tokenOf>[1];

const { alike, batch, firstRest, unknownAfter } = limits.outbox;

/** Delivers the messages that are due, or those of a departure; the provider knows the key of one that is sent again (SECURITY.md 5). */
export const deliver = (
  settings: Settings,
  database: Database,
  now = Date.now(),
  leaving: Departure = departure(now),
) =>
  relay(database, leaving, {
    hold: async (until) => {
      const { rows, links } = leaving.held ?? (await claimAll(database, now, until));
      return rows.map((row) => ({ row, link: links.find(({ id }) => id === row.linkId) }));
    },
    send: ({ row, link }) => sendRow(settings, row, link),
    together: (held, answers) => {
      const judged = judgeTogether(
        held.map(({ row }) => row),
        answers,
      );
      if (judged.some(({ outcome }) => outcome === "accepted"))
        return { answers: judged.map(asOne), writes: [wakeMail()] };
      const trouble = judged.find((sent) => sent.outcome === "trouble");
      if (trouble) log({ event: "mail", state: "resting", because: trouble.because });
      return { answers: judged, writes: trouble ? [restMail(now, trouble.because)] : [] };
    },
    settle: ({ row }, sent) => settle(row, ...outcome(row, sent, Date.now())),
  });

async function claimAll(database: Database, now: number, until: number) {
  const { rows, links } = heldRecords(until);
  const [, , claimed, carried] = await database.writeIdempotent([
    dropExpired(now),
    claimDue(now, until, batch),
    rows,
    links,
  ]);
  return { rows: claimed, links: carried };
}

/**
 * Many that are refused alike, and none that is accepted: the account is in trouble, and no message is to blame. Only those to
 * people who have signed in say so: of others anybody makes the portal write to addresses that no provider takes.
 */
function judgeTogether(rows: readonly Held["rows"][number][], answers: readonly Sent[]): readonly Sent[] {
  const telling = rows.flatMap(({ recipient, isProven }, at) =>
    isProven ? [{ domain: domainOf(recipient), sent: answers[at]! }] : [],
  );
  const [because, ...others] = new Set(
    telling.map(({ sent }) => (sent.outcome === "refused" ? sent.because : null)),
  );
  const isAccount =
    because != null &&
    !others.length &&
    telling.length >= alike.messages &&
    new Set(telling.map(({ domain }) => domain)).size >= alike.domains &&
    answers.every(({ outcome }) => outcome !== "accepted");
  const isAlike = (sent: Sent) => sent.outcome === "refused" && sent.because === because;
  return isAccount
    ? answers.map((sent) => (isAlike(sent) ? { outcome: "trouble", because } : sent))
    : answers;
}

/** Where others were accepted, the trouble is of one message alone: it waits by itself. */
const asOne = (sent: Sent): Sent =>
  sent.outcome === "trouble" ? { ...sent, outcome: "later", retryAfterMs: firstRest } : sent;

async function sendRow(settings: Settings, row: OutboxRow, link: LinkSecret | undefined): Promise<Sent> {
  const filled = fill(settings, row, link);
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
    key: row.resent ? `${row.id}/${row.resent}` : row.id,
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
  // It goes as soon as anything may, as if it had not been tried.
  if (sent.outcome === "trouble")
    return ["retry", { dueAt: now, problem: sent.because, attempts: 0, firstTriedAt: null, changedAt: now }];
  const tooOld = sent.outcome === "unknown" && now - (row.firstTriedAt ?? now) > unknownAfter;
  if (sent.outcome === "refused" || tooOld) return ["setAside", { problem: sent.because, changedAt: now }];
  const dueAt = retryAt(row.attempts, sent.outcome === "later" ? sent.retryAfterMs : 0, now);
  return ["retry", { dueAt, problem: sent.because, changedAt: now }];
}
