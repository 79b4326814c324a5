import { pendingCode } from "../../../db/queries/sign-in.ts";
import { invalid, type Message } from "../../../src/domain/refusal.ts";
import { limits } from "../../../src/domain/limits.ts";
import { authentication, codeIdentifier, refusedBecause } from "../../adapters/auth.ts";
import type { Context } from "../../context.ts";

/** Signs in with a code: a new session at each sign-in, an account for whoever has none yet. Gives the cookies. */
export async function enterCode(
  context: Context,
  email: string,
  typed: string | undefined,
  headers: Headers,
) {
  const code = (typed ?? "").replace(/[\s-]/gu, "");
  if (!code) throw wrong({ key: "signIn.errors.codeRequired" });
  if (!/^\d{6}$/u.test(code)) throw wrong({ key: "signIn.errors.codeMalformed" });
  const { settings, database, language } = context;
  const auth = authentication({ settings, database, sendCode: () => Promise.resolve() });
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
    throw wrong(await explain(context, email, because));
  }
}

const wrong = (message: Message) => invalid({ code: message });

async function explain({ database }: Context, email: string, because: string): Promise<Message> {
  if (because === "OTP_EXPIRED") return { key: "signIn.errors.codeExpired" };
  if (because === "TOO_MANY_ATTEMPTS") return { key: "signIn.errors.codeTooManyTries" };
  const { pending } = await database.read({ pending: pendingCode(codeIdentifier(email)) });
  const tried = Number(/:(\d+)$/u.exec(pending[0]?.value ?? "")?.[1] ?? 0);
  if (!pending.length) return { key: "signIn.errors.codeExpired" };
  const left = limits.signInCode.tries - tried;
  return left > 0
    ? { key: "signIn.errors.codeWrong", params: { count: left } }
    : { key: "signIn.errors.codeTooManyTries" };
}
