import { type CBORType, decodeCBOR, encodeCBOR } from "@levischuck/tiny-cbor";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { PasskeyRow } from "#db/queries/passkey.ts";
import { challengeMadeAt, type PasskeyUse } from "#functions/context/challenge.ts";
import type { Context } from "#functions/context/context.ts";
import { algorithms, passkeyHost } from "#functions/context/passkey-host.ts";

/** With all that it knows about certificates, which a Worker that begins need not evaluate. */
const library = () => import("@simplewebauthn/server");

/** What both verifications expect; `madeAt` is known once they have asked for it. */
function expected(use: PasskeyUse, context: Context) {
  const found: { madeAt: number | null } = { madeAt: null };
  return {
    found,
    expectedOrigin: context.settings.url,
    expectedRPID: passkeyHost(context),
    requireUserVerification: true,
    // What the library calls a text is whatever was sent in its place.
    expectedChallenge: (challenge: unknown) => {
      found.madeAt = typeof challenge === "string" ? challengeMadeAt(use, challenge, context) : null;
      return found.madeAt !== null;
    },
  };
}

/** What the library says of something malformed, foreign or forged it says by an error. */
async function orNull<T>(verify: () => Promise<T | null>): Promise<T | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}

/** 1,023 bytes (WebAuthn, 4), as they are written. */
const longestId = 1364;

const textsIn = (given: unknown) =>
  Object.fromEntries(Object.entries(Object(given)).filter(([, value]) => typeof value === "string"));

/** What a browser has sent, of all that anybody can send in its place: texts, which are all that the library reads. */
function sentBy<Sent>(browser: string): Sent {
  const given = JSON.parse(browser) as { readonly response?: unknown };
  return { ...textsIn(given), response: textsIn(given.response), clientExtensionResults: {} } as Sent;
}

const transportsIn = (browser: string) => {
  const { response } = JSON.parse(browser) as { readonly response?: { readonly transports?: unknown } };
  const given = response?.transports;
  return Array.isArray(given)
    ? given.filter((one) => typeof one === "string" && one.length <= 20).slice(0, 10)
    : [];
};

/**
 * The same without what its maker certifies, for which nobody has asked: the library would look at certificates that
 * anybody can make, and fetch whatever addresses they name (SECURITY.md, Passkeys).
 */
function uncertified({ response, ...rest }: RegistrationResponseJSON): RegistrationResponseJSON {
  const given = new Uint8Array(Buffer.from(response.attestationObject, "base64url"));
  const authData = (decodeCBOR(given) as Map<string, CBORType>).get("authData");
  const bare = new Map<string, CBORType>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", authData],
  ]);
  const attestationObject = Buffer.from(encodeCBOR(bare)).toString("base64url");
  return { ...rest, response: { ...response, attestationObject } };
}

/** The new passkey in what a browser has sent; null for anything else. */
export const created = (sent: string, context: Context) =>
  orNull(async () => {
    const { verifyRegistrationResponse } = await library();
    const { found, ...expecting } = expected("create", context);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: uncertified(sentBy(sent)),
      supportedAlgorithmIDs: algorithms,
      ...expecting,
    });
    if (!verified || found.madeAt === null || registrationInfo.credential.id.length > longestId) return null;
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString("base64url"),
      counter,
      transports: transportsIn(sent),
      answeredAt: found.madeAt,
    };
  });

/** Which of these passkeys was shown, and when its challenge was made; null for none. */
export const shown = (sent: string, known: readonly PasskeyRow[], context: Context) =>
  orNull(async () => {
    const response = sentBy<AuthenticationResponseJSON>(sent);
    const passkey = known.find(({ credentialId }) => credentialId === response.id);
    if (!passkey) return null;
    const { verifyAuthenticationResponse } = await library();
    const { found, ...expecting } = expected("get", context);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
      },
      ...expecting,
    });
    if (!verified || found.madeAt === null) return null;
    return { passkey, madeAt: found.madeAt, counter: authenticationInfo.newCounter };
  });
