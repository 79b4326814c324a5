import { not } from "#db/builder.ts";
import { mustHold, type Write } from "#db/client.ts";
import { welcomeMail } from "#db/queries/budget.ts";
import { isSuspendedAddress } from "#db/queries/person.ts";
import { countAttempt, lastAttempt } from "#db/queries/record.ts";
import { endSession, recordSignIn, recordWrongCode } from "#db/queries/session.ts";
import {
  codeIsOut,
  sessionByToken,
  signInRecords,
  type SignInRows,
  signInWrites,
} from "#db/queries/sign-in.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { invalid, type Message } from "#src/domain/refusal.ts";
import { change, together } from "#functions/command/consequences.ts";
import type { Loaded } from "#functions/command/query.ts";
import { rememberAsker } from "#functions/context/askers.ts";
import type { AskingBrowser } from "#functions/context/asking-browser.ts";
import { codeIdentifier } from "#db/code-identifier.ts";
import type { Context } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { idleOf } from "#functions/context/session-life.ts";
import { mailboxHashes } from "#functions/emails/budget.ts";
import {
  enteringCode,
  guessingCode,
  replacingCode,
  sendingCode,
  sendingToKnown,
  sendingToStranger,
} from "#functions/quotas/quotas.ts";
import { subjectsOf } from "#functions/quotas/sign-in-subjects.ts";
import { signingIn } from "#functions/quotas/signing-in.ts";

const rounds = 3;

const recordsOf = ({ email, mark }: AskingBrowser) => signInRecords(codeIdentifier(email, mark), email);

type Records = Loaded<ReturnType<typeof recordsOf>>;

/**
 * Signs in with a code in the browser that asked for it: a new session at each sign-in, which ends the one before, and an
 * account for whoever has none yet. Gives the cookies, and whether a passkey is to be shown.
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
  let records = await takeTry(context, asking);
  const { database, noted } = context;
  if (noted) noted.action = "session.start";
  for (let round = 1; round <= rounds; round += 1) {
    const { started, writes } = await judged(context, asking, records, { code, headers });
    const follows = started ? settled(context, asking, started) : [wrongCode(context, asking)];
    const isWritten = (await database.write(null, [...writes, ...follows])) === "done";
    if (started && (isWritten || (await hasBegun(context, started)))) {
      const { cookies, id: personId } = started;
      if (noted) noted.personId = personId;
      const hasPasskey = records.passkeys.length > 0;
      if (!hasPasskey) rememberAsker(started, { id: personId, email: asking.email });
      return { cookies, personId, hasPasskey };
    }
    if (isWritten) break;
    records = await database.read(recordsOf(asking));
  }
  throw notThisCode();
}

const wrong = (message: Message) => invalid({ code: message });

/** The same of a wrong code, an expired or used one, one of another browser, none at all, and too many tries. */
const notThisCode = () => wrong({ key: "signIn.errors.codeWrong" });

/** Takes one of the tries of the browser's code before it is looked at, and reads it; what finds no code out is no try. */
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
  const records = await database.writeAndRead(null, [out, welcome, ...writes], recordsOf(asking));
  if (records) return records;
  guessingCode.check(await database.read(guessingCode.read(subjects, context)), subjects, context);
  throw notThisCode();
}

/** What is on record of a sign-in: its own id, since whoever sends the form again signs in again. */
const eventOf = ({ now }: Context, id: string) => ({
  at: now,
  operationId: `session.start:${id}` as OperationId,
});

/** Somebody has tried to sign in as somebody who is known: that is on record too, so often a day and no more. */
const wrongCode = (context: Context, { email }: AskingBrowser) =>
  recordWrongCode(email, eventOf(context, context.newId()), {
    since: context.now - window.day,
    most: limits.refusedAttempt.perDay,
  });

/** A session that begins, and whose it is. */
interface Started {
  readonly token: string;
  readonly id: PersonId;
  readonly cookies: readonly string[];
}

/** What comes of a code by what was read: the session that begins, if it is the right one, and what is to be written. */
async function judged(
  { settings, language }: Context,
  { email, mark }: AskingBrowser,
  { verification, person }: Records,
  { code, headers }: { readonly code: string; readonly headers: Headers },
): Promise<{ readonly started: Started | null; readonly writes: readonly Write[] }> {
  const before = { verification, person, session: [], account: [] };
  const rows: SignInRows = structuredClone(before);
  // With all that the library brings, which a Worker that begins need not evaluate.
  const { authentication, refusedBecause } = await import("#functions/adapters/auth.ts");
  const auth = authentication({ settings, rows, mark, idle: idleOf(settings, email) });
  try {
    const { headers: answer, response } = await auth.api.signInEmailOTP({
      body: { email, otp: code, language },
      headers,
      returnHeaders: true,
    });
    const { token, user } = response;
    const started = { token, id: user.id as PersonId, cookies: answer.getSetCookie() };
    return { started, writes: signInWrites(before, rows) };
  } catch (error) {
    if (refusedBecause(error) === null) throw error;
    return { started: null, writes: signInWrites(before, rows) };
  }
}

/** A code that was entered was none that strangers asked for, and its entry no guess; the browser's session before ends. */
function settled(context: Context, asking: AskingBrowser, { token, id }: Started): readonly Write[] {
  const { session, network } = context;
  const subjects = subjectsOf(asking, network);
  const asked = lastAttempt("code-browser", subjects["code-browser"]);
  const { writes } = together(
    [sendingToKnown, sendingCode, sendingToStranger].map((quota) => quota.giveBack(subjects, asked)),
    [replacingCode, guessingCode].map((quota) => quota.giveBack(subjects)),
  );
  return [
    ...writes,
    ...signingIn.count(asking.email, context),
    welcomeMail(mailboxHashes(context.settings.secrets, asking.email)),
    recordSignIn(id, eventOf(context, sha256(token).slice(0, 22))),
    ...(typeof session === "object" ? [endSession(session.token)] : []),
  ];
}

/** True where only the answer of its writing was lost. */
async function hasBegun({ database }: Context, { token }: Started) {
  const { begun } = await database.read({ begun: sessionByToken(token) });
  return begun.length > 0;
}
