import { limits } from "#src/domain/limits.ts";
import type { Context } from "./context.ts";
import { isTag, tag } from "./secrets.ts";

/** What a passkey is asked for: to be made, or to be shown. */
export type PasskeyUse = "create" | "get";

type Asking = Pick<Context, "settings" | "session" | "realNow">;

const bound = (use: PasskeyUse, { session }: Pick<Asking, "session">, stamp: string) =>
  `${use} ${typeof session === "object" ? session.token : session} ${stamp}`;

/**
 * What a passkey signs, as text that no other session, use or portal could have made: nothing of it is kept, since a
 * passkey remembers the time of the newest that it has answered.
 */
export function challengeFor(use: PasskeyUse, context: Asking & Pick<Context, "newNonce">): string {
  const stamp = `${context.realNow}.${context.newNonce()}`;
  const made = `${stamp}.${tag(context.settings.secrets, "passkey", bound(use, context, stamp))}`;
  return Buffer.from(made).toString("base64url");
}

/** When a challenge was made for this session and use; null for any other, and for one that is too old. */
export function challengeMadeAt(use: PasskeyUse, challenge: string, context: Asking): number | null {
  const [at = "", nonce = "", presented = ""] = Buffer.from(challenge, "base64url").toString().split(".");
  const stamp = `${at}.${nonce}`;
  const { settings, realNow } = context;
  if (!isTag(settings.secrets, "passkey", bound(use, context, stamp), presented)) return null;
  return realNow - Number(at) <= limits.passkey.askedFor ? Number(at) : null;
}
