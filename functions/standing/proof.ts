import { passkeysOf, personOfSession, signedInByCode } from "#db/queries/passkey.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { limits } from "#src/domain/limits.ts";

const tokenOf = ({ session }: Context) => (typeof session === "object" ? session.token : "");

/** Who has signed in by code in the asking browser, and with which passkeys that is to be confirmed. */
export const proofRecords = (context: Context) => ({
  own: signedInByCode(tokenOf(context), context.realNow),
  known: passkeysOf(personOfSession(tokenOf(context))),
});

type Records = Loaded<ReturnType<typeof proofRecords>>;

/** That person; a code that was entered too long ago, with no passkey shown since, is of no use any more. */
export function signingIn({ own: [own], known }: Records, { realNow }: Context) {
  const isOver =
    known.length > 0 && own?.provedAt === null && realNow - own.startedAt > limits.passkey.afterCode;
  return own && !isOver ? own : null;
}
