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
    expectedChallenge: (challenge: string) => {
      found.madeAt = challengeMadeAt(use, challenge, context);
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
      response: uncertified(JSON.parse(sent) as RegistrationResponseJSON),
      supportedAlgorithmIDs: algorithms,
      ...expecting,
    });
    if (!verified || found.madeAt === null) return null;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString("base64url"),
      counter,
      transports: transports.map(String).slice(0, 10),
      answeredAt: found.madeAt,
    };
  });

/** Which of these passkeys was shown, and when its challenge was made; null for none. */
export const shown = (sent: string, known: readonly PasskeyRow[], context: Context) =>
  orNull(async () => {
    const response = JSON.parse(sent) as AuthenticationResponseJSON;
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
