import { identitiesOf } from "#db/queries/identity.ts";
import { refusedIdentitiesOf } from "#db/queries/refused-identity.ts";
import { asker } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";

/** The identities at providers with which whoever asks signs in, and those that are refused. */
export const ownIdentities = (context: Context) => ({
  identities: identitiesOf(asker(context)),
  refused: refusedIdentitiesOf(asker(context)),
});
