import { mustChange } from "../../../db/client.ts";
import { linkByHash } from "../../../db/queries/link.ts";
import { personByEmail } from "../../../db/queries/person.ts";
import { attemptsSince, countAttempt, operationById, recordOperation } from "../../../db/queries/record.ts";
import { pendingCode } from "../../../db/queries/sign-in.ts";
import { normalizeEmail } from "../../../src/domain/email.ts";
import type { OperationId } from "../../../src/domain/ids.ts";
import { limits, window } from "../../../src/domain/limits.ts";
import { invalid, Refusal } from "../../../src/domain/refusal.ts";
import { authentication, codeIdentifier } from "../../adapters/auth.ts";
import type { Context } from "../../context.ts";
import { addToOutbox, type Reader } from "../../emails/mail.ts";
import { seal, sha256 } from "../../secrets.ts";

const { pause, perHour, lifetime } = limits.signInCode;

/** The address as it signs in; refuses what is none. */
export function signInAddress(typed: string | undefined): string {
  if (!typed?.trim()) throw invalid({ email: { key: "signIn.errors.emailRequired" } });
  if (typed.length > 254)
    throw invalid({ email: { key: "signIn.errors.emailTooLong", params: { max: 254 } } });
  const email = normalizeEmail(typed);
  if (!email) throw invalid({ email: { key: "signIn.errors.emailMalformed" } });
  return email;
}

/** Sends a sign-in code: 30 s apart unless the last one was used, 10 an hour for an address (trust.md 6). */
export async function requestCode(context: Context, email: string): Promise<void> {
  const { database, settings, now, realNow, language } = context;
  const operationId = `session.request-code:${email}:${context.operationId}` as OperationId;
  const { person, sent, pending, before } = await database.read({
    person: personByEmail(email),
    sent: attemptsSince("code", email, now - window.hour),
    pending: pendingCode(codeIdentifier(email)),
    before: operationById(operationId),
  });
  if (before.length) return;
  const [{ count = 0, latestAt = null, earliestAt = null } = {}] = sent;
  const unused = pending.length > 0;
  const soon = unused && latestAt !== null ? latestAt + pause - now : 0;
  const later = count >= perHour ? (earliestAt ?? now) + window.hour - now : 0;
  if (soon > 0 || later > 0) throw tooSoon(soon, later);

  const allowances = [
    { since: now - window.hour, most: perHour },
    ...(unused ? [{ since: now - pause, most: 1 }] : []),
  ];
  const claimed = await database.write(
    recordOperation({
      id: operationId,
      personId: person[0]?.id ?? null,
      action: "session.request-code",
      next: "",
      at: now,
    }),
    [mustChange(countAttempt("code", email, now, allowances))],
  );
  if (claimed !== "done") throw tooSoon(pause, 0);

  const to: Reader = {
    email,
    name: person[0]?.name ?? "",
    language: (person[0]?.language as Reader["language"]) ?? language,
  };
  const auth = authentication({
    settings,
    database,
    sendCode: async (_, code) => {
      const mail = {
        template: "sign-in-code" as const,
        to,
        priority: "code" as const,
        params: { minutes: lifetime / 60_000 },
        sealedCode: seal(settings.secrets, "code", code),
        expiresAt: realNow + lifetime,
      };
      await database.writeIdempotent([addToOutbox(mail, operationId, context)]);
    },
  });
  await auth.api.sendVerificationOTP({ body: { email, type: "sign-in" } });
}

function tooSoon(soon: number, later: number): Refusal {
  const seconds = Math.ceil(Math.max(soon, later) / 1000);
  const message =
    later > soon
      ? { key: "signIn.errors.hourlyLimit", params: { count: Math.ceil(seconds / 60) } }
      : { key: "signIn.errors.waitSeconds", params: { count: seconds } };
  return new Refusal("throttled", message.key, {
    params: message.params,
    retryAfter: seconds,
    fields: { email: message },
  });
}

/** The address that a link was sent to; refuses an unknown link. */
export async function addressOfLink({ database }: Context, token: string): Promise<string> {
  const { link } = await database.read({ link: linkByHash(sha256(token)) });
  if (!link[0]) throw new Refusal("notFound", "link.unknown");
  return link[0].email;
}
