import { randomInt } from "node:crypto";
import { mustChange } from "#db/client.ts";
import { languageOfInvitation } from "#db/queries/invitation.ts";
import { linkByHash } from "#db/queries/link.ts";
import { personByEmail } from "#db/queries/person.ts";
import { attemptsSince, countAttempt, operationById, recordOperation } from "#db/queries/record.ts";
import { codeIsOut, pendingCode, replaceCode } from "#db/queries/sign-in.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { type Message, invalid, Refusal, throttled } from "#src/domain/refusal.ts";
import { codeIdentifier } from "#functions/adapters/auth.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { addToOutbox } from "#functions/emails/mail.ts";
import { codeHash, seal, sha256 } from "#functions/context/secrets.ts";

const { length, pause, perHour, perNetworkHour, lifetime } = limits.signInCode;

/** The address as it signs in; refuses what is none. */
export function signInAddress(typed: string | undefined): string {
  if (!typed?.trim()) throw invalid({ email: { key: "signIn.errors.emailRequired" } });
  if (typed.length > limits.email.longest)
    throw invalid({ email: { key: "signIn.errors.emailTooLong", params: { max: limits.email.longest } } });
  const email = normalizeEmail(typed);
  if (!email) throw invalid({ email: { key: "signIn.errors.emailMalformed" } });
  return email;
}

/** Sends a sign-in code: 30 s apart unless the last one was used, 10 an hour for an address (SECURITY.md 6). */
export async function requestCode(context: Context, email: string): Promise<void> {
  const { database, settings, now, realNow, language, network } = context;
  const operationId =
    `session.request-code:${sha256(email).slice(0, 22)}:${context.operationId}` as OperationId;
  const identifier = codeIdentifier(email);
  const {
    person,
    sent,
    pending,
    before,
    invited,
    network: fromHere,
  } = await database.read({
    person: personByEmail(email),
    sent: attemptsSince("code", email, now - window.hour),
    pending: pendingCode(identifier),
    before: operationById(operationId),
    invited: languageOfInvitation(email),
    network: attemptsSince("code-network", network ?? "", now - window.hour),
  });
  if (before.length) return;
  const [{ count = 0, latestAt = null, earliestAt = null } = {}] = sent;
  const soon = pending.length && latestAt !== null ? latestAt + pause - now : 0;
  const later = Math.max(
    count >= perHour ? (earliestAt ?? now) + window.hour - now : 0,
    network && fromHere[0] && fromHere[0].count >= perNetworkHour
      ? (fromHere[0].earliestAt ?? now) + window.hour - now
      : 0,
  );
  if (soon > 0 || later > 0) throw tooSoon(soon, later);

  const code = String(randomInt(10 ** length)).padStart(length, "0");
  const expiresAt = realNow + lifetime;
  const to: Reader = {
    email,
    name: person[0]?.name ?? "",
    language: person[0]?.language ?? invited[0]?.language ?? language,
  };
  const mail = {
    template: "sign-in-code" as const,
    to,
    params: { minutes: lifetime / 60_000 },
    sealedCode: seal(settings.secrets, "code", code),
    expiresAt,
  };
  const allowances = [
    { since: now - window.hour, most: perHour },
    { since: now - pause, most: 1, when: codeIsOut(identifier, realNow) },
  ];
  const written = await database.write(
    recordOperation({
      id: operationId,
      personId: person[0]?.id ?? null,
      action: "session.request-code",
      next: "",
      at: now,
    }),
    [
      mustChange(countAttempt("code", email, now, allowances)),
      ...(network
        ? [
            mustChange(
              countAttempt("code-network", network, now, [
                { since: now - window.hour, most: perNetworkHour },
              ]),
            ),
          ]
        : []),
      ...replaceCode(identifier, codeHash(settings.secrets[0], code), realNow, expiresAt),
      addToOutbox(mail, operationId, context),
    ],
  );
  if (written === "done") return;
  const { done } = await database.read({ done: operationById(operationId) });
  if (!done.length) throw tooSoon(pause, 0);
}

function tooSoon(soon: number, later: number): Refusal {
  const seconds = Math.ceil(Math.max(soon, later) / 1000);
  const message: Message =
    later > soon
      ? { key: "signIn.errors.hourlyLimit", params: { count: Math.ceil(seconds / 60) } }
      : { key: "signIn.errors.waitSeconds", params: { count: seconds } };
  return throttled("email", seconds, message);
}

/** The address that a link was sent to; refuses an unknown link. */
export async function addressOfLink({ database }: Context, token: string): Promise<string> {
  const { link } = await database.read({ link: linkByHash(sha256(token)) });
  if (!link[0]) throw new Refusal("notFound", "link.unknown");
  return link[0].email;
}
