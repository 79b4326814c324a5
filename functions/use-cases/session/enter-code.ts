import { not } from "#db/builder.ts";
import { mustHold } from "#db/client.ts";
import { passkeysOf } from "#db/queries/passkey.ts";
import { isSuspendedAddress } from "#db/queries/person.ts";
import { countAttempt, lastAttempt } from "#db/queries/record.ts";
import { endSession, recordSignIn, recordWrongCode } from "#db/queries/session.ts";
import { codeIsOut } from "#db/queries/sign-in.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { invalid, type Message } from "#src/domain/refusal.ts";
import { authentication, codeIdentifier, refusedBecause } from "#functions/adapters/auth.ts";
import { change, together } from "#functions/command/consequences.ts";
import type { AskingBrowser } from "#functions/context/asking-browser.ts";
import type { Context } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { idleOf } from "#functions/context/session-life.ts";
import {
  enteringCode,
  guessingCode,
  replacingCode,
  sendingCode,
  sendingToKnown,
  sendingToStranger,
} from "#functions/quotas/quotas.ts";
import { subjectsOf } from "#functions/quotas/sign-in-subjects.ts";

/**
 * Signs in with a code in the browser that asked for it: a new session at each sign-in, which ends the one before, and an
 * account for whoever has none yet. Gives the cookies.
 */
export async function enterCode(
  context: Context,
  asking: AskingBrowser,
  typed: string | undefined,
  headers: Headers,
) {
  const code = (typed ?? "").replace(/[\s-]/gu, "");
  if (!code) throw wrong({ key: "signIn.errors.codeRequired" });
  if (!/^\d+$/u.test(code) || code.length !== limits.signInCode.length)
    throw wrong({ key: "signIn.errors.codeMalformed" });
  await takeTry(context, asking);
  const { email, mark } = asking;
  const { settings, database, language, noted } = context;
  if (noted) noted.action = "session.start";
  const auth = authentication({ settings, database, mark, idle: idleOf(settings, email) });
  try {
    const { headers: answer, response } = await auth.api.signInEmailOTP({
      body: { email, otp: code, language },
      headers,
      returnHeaders: true,
    });
    const id = response.user.id as PersonId;
    if (noted) noted.personId = id;
    const hasPasskey = await settle(context, asking, { token: response.token, id });
    return { cookies: answer.getSetCookie(), personId: id, hasPasskey };
  } catch (error) {
    if (refusedBecause(error) === null) throw error;
    await leaveTrace(context, email);
    throw notThisCode();
  }
}

const wrong = (message: Message) => invalid({ code: message });

/** The same of a wrong code, an expired or used one, one of another browser, none at all, and too many tries. */
const notThisCode = () => wrong({ key: "signIn.errors.codeWrong" });

/** Takes one of the tries of the browser's code before it is looked at; what finds no code out is no try. */
async function takeTry(context: Context, asking: AskingBrowser) {
  const { database, now, realNow, network } = context;
  const { kind, most, since } = enteringCode;
  const subjects = subjectsOf(asking, network);
  const own = subjects["code-browser"];
  const { writes } = together(
    change(countAttempt(kind, own, now, [{ since: since(own), most }])),
    guessingCode.count(subjects, context),
  );
  const out = mustHold(codeIsOut(codeIdentifier(asking.email, asking.mark), realNow));
  const welcome = mustHold(not(isSuspendedAddress(asking.email)));
  if ((await database.write(null, [out, welcome, ...writes])) === "done") return;
  guessingCode.check(await database.read(guessingCode.read(subjects, context)), subjects, context);
  throw notThisCode();
}

/** What is on record of a sign-in: its own id, since whoever sends the form again signs in again. */
const eventOf = ({ now }: Context, id: string) => ({
  at: now,
  operationId: `session.start:${id}` as OperationId,
});

/** Somebody has tried to sign in as somebody who is known: that is on record too, so often a day and no more. */
const leaveTrace = (context: Context, email: string) =>
  context.database.write(null, [
    recordWrongCode(email, eventOf(context, context.newId()), {
      since: context.now - window.day,
      most: limits.refusedAttempt.perDay,
    }),
  ]);

/** The new session, and whose it is. */
interface Started {
  readonly token: string;
  readonly id: PersonId;
}

/**
 * A code that was entered was none that strangers asked for, and its entry no guess; the browser's session before ends.
 * Tells whether a passkey is to be shown.
 */
async function settle(context: Context, asking: AskingBrowser, { token, id }: Started) {
  const { database, session, network } = context;
  const subjects = subjectsOf(asking, network);
  const asked = lastAttempt("code-browser", subjects["code-browser"]);
  const { writes } = together(
    [sendingToKnown, sendingCode, sendingToStranger].map((quota) => quota.giveBack(subjects, asked)),
    [replacingCode, guessingCode].map((quota) => quota.giveBack(subjects)),
  );
  const passkeys = await database.writeAndRead(
    null,
    [
      ...writes,
      recordSignIn(id, eventOf(context, sha256(token).slice(0, 22))),
      ...(typeof session === "object" ? [endSession(session.token)] : []),
    ],
    passkeysOf(id),
  );
  return passkeys !== null && passkeys.length > 0;
}
