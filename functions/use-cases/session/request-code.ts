import { randomInt } from "node:crypto";
import { not, or } from "#db/builder.ts";
import { mustHold } from "#db/client.ts";
import { languageOfInvitation } from "#db/queries/invitation.ts";
import { linkByHash } from "#db/queries/link.ts";
import { personByEmail } from "#db/queries/person.ts";
import { operationById, recordOperation } from "#db/queries/record.ts";
import { codeIsOut, pendingCode, replaceCode } from "#db/queries/sign-in.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { codeIdentifier } from "#functions/adapters/auth.ts";
import type { Context } from "#functions/context/context.ts";
import { codeHash, seal, sha256 } from "#functions/context/secrets.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { addToOutbox } from "#functions/emails/mail.ts";
import { replacingCode, sendingCode } from "#functions/quotas/quotas.ts";

const { length, pause, lifetime } = limits.signInCode;

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
  const subjects = { code: email, "code-network": network };
  const { person, pending, before, invited, ...tries } = await database.read({
    person: personByEmail(email),
    pending: pendingCode(identifier),
    before: operationById(operationId),
    invited: languageOfInvitation(email),
    ...sendingCode.read(subjects, context),
  });
  if (before.length) return;
  const soon = pending.length ? replacingCode.wait(tries, subjects, context) : 0;
  const later = sendingCode.wait(tries, subjects, context);
  if (later > soon) throw sendingCode.refusal(later);
  if (soon > 0) throw replacingCode.refusal(soon);

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
  const written = await database.write(
    recordOperation({
      id: operationId,
      personId: person[0]?.id ?? null,
      action: "session.request-code",
      next: "",
      at: now,
    }),
    [
      mustHold(or(not(codeIsOut(identifier, realNow)), replacingCode.holds("code", email, context))!),
      ...sendingCode.count(subjects, context).writes,
      ...replaceCode(identifier, codeHash(settings.secrets[0], code), realNow, expiresAt),
      addToOutbox(mail, operationId, context),
    ],
  );
  if (written === "done") return;
  const { done } = await database.read({ done: operationById(operationId) });
  if (!done.length) throw replacingCode.refusal(pause);
}

/** The address that a link was sent to; refuses an unknown link. */
export async function addressOfLink({ database }: Context, token: string): Promise<string> {
  const { link } = await database.read({ link: linkByHash(sha256(token)) });
  if (!link[0]) throw new Refusal("notFound", "link.unknown");
  return link[0].email;
}
