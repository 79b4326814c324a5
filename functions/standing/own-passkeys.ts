import { passkeysOf } from "#db/queries/passkey.ts";
import { signedIn } from "#functions/command/query.ts";
import { asker } from "#functions/command/query.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { provenLately } from "#functions/rights/proof.ts";

/** What every verb about one's own passkeys begins with: only who has shown lately who it is changes them. */
export const ownPasskeys = {
  load: (_: unknown, context: Context) => ({ known: passkeysOf(asker(context)) }),
  allow: (actor: Actor, _: unknown, __: unknown, context: Context) => {
    const person = signedIn(actor);
    provenLately(person, context);
    return person;
  },
};
