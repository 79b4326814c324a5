import { randomInt } from "node:crypto";
import { languageOfInvitation } from "#db/queries/invitation.ts";
import { linkByHash } from "#db/queries/link.ts";
import { codeCameBackSince } from "#db/queries/outbox.ts";
import { personByEmail } from "#db/queries/person.ts";
import { operationById, recordOperation } from "#db/queries/record.ts";
import { replaceCode } from "#db/queries/sign-in.ts";
import { browserOf } from "#src/domain/browser.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { codeIdentifier } from "#db/code-identifier.ts";
import { together } from "#functions/command/consequences.ts";
import type { AskingBrowser } from "#functions/context/asking-browser.ts";
import type { Context } from "#functions/context/context.ts";
import { claiming, departure } from "#functions/context/departure.ts";
import { codeHash, seal, sha256 } from "#functions/context/secrets.ts";
import { wayIn } from "#functions/context/way-in.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { addToOutbox } from "#functions/emails/mail.ts";
import {
  replacingCode,
  sendingCode,
  sendingToKnown,
  sendingToStranger,
  tellingUsedUp,
} from "#functions/quotas/quotas.ts";
import { subjectsOf } from "#functions/quotas/sign-in-subjects.ts";
import { signingIn } from "#functions/quotas/signing-in.ts";

/** As its operations are recorded; nothing of it is in a history. */
const action = "session.request-code";

const { length, pause, lifetime, told, cameBack } = limits.signInCode;

/** The address as it signs in; refuses what is none. */
export function signInAddress(typed: string | undefined): string {
  if (!typed?.trim()) throw invalid({ email: { key: "signIn.errors.emailRequired" } });
  if (typed.length > limits.email.longest)
    throw invalid({ email: { key: "signIn.errors.emailTooLong", params: { max: limits.email.longest } } });
  const email = normalizeEmail(typed);
  if (!email) throw invalid({ email: { key: "signIn.errors.emailMalformed" } });
  return email;
}

/** Sends a sign-in code that works in the asking browser only, as often as SECURITY.md 6 says. */
export async function requestCode(context: Context, asking: AskingBrowser, userAgent: string): Promise<void> {
  const { database, settings, now, realNow, language, network, departing } = context;
  const { email, mark } = asking;
  if (context.noted) context.noted.action = action;
  const operationId =
    `${action}:${sha256(`${email} ${mark}`).slice(0, 22)}:${context.operationId}` as OperationId;
  const subjects = subjectsOf(asking, network);
  const { person, before, invited, returned, ...tries } = await database.read({
    person: personByEmail(email),
    before: operationById(operationId),
    invited: languageOfInvitation(email),
    returned: codeCameBackSince(email, now - cameBack),
    ...sendingToKnown.read(subjects, context),
    ...sendingCode.read(subjects, context),
    ...sendingToStranger.read(subjects, context),
    ...replacingCode.read(subjects, context),
    ...tellingUsedUp.read(subjects, context),
    ...signingIn.read(email, context),
  });
  const leaving = departure(realNow);
  if (before.length) return void departing?.push(leaving);
  const to: Reader = {
    email,
    name: person[0]?.name ?? "",
    language: person[0]?.language ?? invited[0]?.language ?? language,
  };
  replacingCode.check(tries, subjects, context);
  signingIn.check(email, tries, context);
  // What is over the allowance of a browser that is known counts as a stranger's.
  const isStrange = asking.voucher === null || sendingToKnown.wait(tries, subjects, context) > 0;
  if (isStrange) sendingToStranger.check(tries, subjects, context);
  if (isStrange && returned.length) throw invalid({ email: { key: "signIn.errors.cameBack" } });
  const wait = isStrange ? sendingCode.wait(tries, subjects, context) : 0;
  if (wait > 0) {
    if (!tellingUsedUp.wait(tries, subjects, context))
      await database.write(null, [
        ...tellingUsedUp.count(subjects, context).writes,
        addToOutbox(usedUp(to, context), operationId, context),
      ]);
    throw sendingCode.refusal(wait);
  }

  const code = String(randomInt(10 ** length)).padStart(length, "0");
  const expiresAt = realNow + lifetime;
  const mail = {
    template: "sign-in-code" as const,
    to,
    params: { minutes: lifetime / 60_000, at: now, ...browserOf(userAgent) },
    sealedCode: seal(settings.secrets, "code", code),
    expiresAt,
  };
  const counted = together(
    ...(isStrange ? [sendingCode, sendingToStranger] : [sendingToKnown]).map((quota) =>
      quota.count(subjects, context),
    ),
    replacingCode.count(subjects, context),
  );
  const { claim, readings } = claiming(operationId, leaving, realNow);
  const held = await database.writeAndRead(
    recordOperation({
      id: operationId,
      personId: person[0]?.id ?? null,
      action,
      next: "",
      at: now,
    }),
    [
      ...counted.writes,
      ...replaceCode(codeIdentifier(email, mark), codeHash(settings.secrets[0], code), realNow, expiresAt),
      addToOutbox(mail, operationId, context),
      claim,
    ],
    readings,
  );
  if (!held) {
    const { done } = await database.read({ done: operationById(operationId) });
    if (!done.length) throw replacingCode.refusal(pause);
  }
  departing?.push({ ...leaving, ...(held && { held }) });
}

/** Tells whoever reads an address that strangers have used up its codes, and how a new browser gets one all the same. */
const usedUp = (to: Reader, { settings, realNow }: Context) => ({
  template: "sign-in-codes-used-up" as const,
  to,
  params: { key: wayIn(settings.secrets, to.email, realNow + told.wayIn), days: told.wayIn / 86_400_000 },
});

/** The address with which a link is acted on; refuses an unknown link. */
export async function addressOfLink({ database }: Context, token: string): Promise<string> {
  const { link } = await database.read({ link: linkByHash(sha256(token)) });
  if (!link[0]) throw new Refusal("notFound", "link.unknown");
  return link[0].addressee;
}
