import type { PasskeyRow } from "#db/queries/passkey.ts";
import { brand } from "#src/brand/brand.ts";
import { limits } from "#src/domain/limits.ts";
import { challengeFor } from "#functions/context/challenge.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { algorithms, passkeyHost } from "#functions/context/passkey-host.ts";

const timeout = limits.passkey.askedFor;

const named = ({ credentialId, transports }: PasskeyRow) => ({
  id: credentialId,
  type: "public-key",
  transports,
});

/** What a browser is told to have a passkey made for somebody, on a device that has none of theirs. */
export const toCreate = (
  { id, email, name }: Pick<Person, "id" | "email" | "name">,
  known: readonly PasskeyRow[],
  context: Context,
) => ({
  challenge: challengeFor("create", context),
  rp: { name: brand.portal, id: passkeyHost(context) },
  user: { id: Buffer.from(id).toString("base64url"), name: email, displayName: name || email },
  pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
  timeout,
  attestation: "none",
  excludeCredentials: known.map(named),
  authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
});

/** What a browser is told to have one of these passkeys shown. */
export const toShow = (known: readonly PasskeyRow[], context: Context) => ({
  challenge: challengeFor("get", context),
  rpId: passkeyHost(context),
  allowCredentials: known.map(named),
  userVerification: "required",
  timeout,
});
