import { signInNeeded } from "#src/domain/refusal.ts";
import { Elsewhere, query } from "#functions/command/query.ts";
import { ownPath } from "#functions/input/own-path.ts";
import { proofRecords, signingIn } from "#functions/standing/proof.ts";
import { toShow } from "#functions/standing/passkey-options.ts";

/** Where a passkey is shown: after the code, or once more before something weighty. */
export const showPasskeyPage = query({
  anyone: true,
  load: (_: { readonly next: string }, context) => proofRecords(context),
  view: (actor, records, { next }, context) => {
    if (!signingIn(records, context)) throw signInNeeded();
    const onward = ownPath(next);
    if (!records.known.length)
      throw new Elsewhere(
        `sign-in?${new URLSearchParams({ again: "yes", ...(onward && { next: onward }) }).toString()}`,
      );
    return { options: toShow(records.known, context), isComplete: actor !== "nobody" };
  },
});
