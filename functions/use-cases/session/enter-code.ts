import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import { pendingCode } from "#db/queries/sign-in.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, type Message } from "#src/domain/refusal.ts";
import { authentication, codeIdentifier, refusedBecause } from "#functions/adapters/auth.ts";
import type { Context } from "#functions/context/context.ts";
import { enteringCode } from "#functions/quotas/quotas.ts";

/** Signs in with a code: a new session at each sign-in, an account for whoever has none yet. Gives the cookies. */
export async function enterCode(
  context: Context,
  email: string,
  typed: string | undefined,
  headers: Headers,
) {
  const code = (typed ?? "").replace(/[\s-]/gu, "");
  if (!code) throw wrong({ key: "signIn.errors.codeRequired" });
  if (!/^\d+$/u.test(code) || code.length !== limits.signInCode.length)
    throw wrong({ key: "signIn.errors.codeMalformed" });
  const left = await takeTry(context, email);
  if (left < 0) throw wrong({ key: "signIn.errors.codeTooManyTries" });
  const { settings, database, language } = context;
  const auth = authentication({ settings, database });
  try {
    const { headers: answer, response } = await auth.api.signInEmailOTP({
      body: { email, otp: code, language },
      headers,
      returnHeaders: true,
    });
    return { cookies: answer.getSetCookie(), personId: response.user.id };
  } catch (error) {
    const because = refusedBecause(error);
    if (because === null) throw error;
    throw wrong(await explain(context, email, because, left));
  }
}

const wrong = (message: Message) => invalid({ code: message });

/** Takes one of the tries of the newest code, decided by the database; gives how many are left, -1 for none to take. */
async function takeTry({ database, now }: Context, email: string): Promise<number> {
  const { kind, most } = enteringCode;
  const since = enteringCode.since(email);
  const [before] = await database.writeIdempotent([
    attemptsSince(kind, email, since, most),
    countAttempt(kind, email, now, [{ since, most }]),
  ]);
  return most - before.length - 1;
}

async function explain(
  { database }: Context,
  email: string,
  because: string,
  left: number,
): Promise<Message> {
  if (because === "OTP_EXPIRED") return { key: "signIn.errors.codeExpired" };
  if (because === "TOO_MANY_ATTEMPTS") return { key: "signIn.errors.codeTooManyTries" };
  const { pending } = await database.read({ pending: pendingCode(codeIdentifier(email)) });
  if (!pending.length) return { key: "signIn.errors.codeExpired" };
  return left > 0
    ? { key: "signIn.errors.codeWrong", params: { count: left } }
    : { key: "signIn.errors.codeTooManyTries" };
}
