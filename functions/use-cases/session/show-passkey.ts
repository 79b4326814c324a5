import { answer, proveSession } from "#db/queries/passkey.ts";
import { recordAudit } from "#db/queries/record.ts";
import { invalid, signInNeeded } from "#src/domain/refusal.ts";
import { shown } from "#functions/adapters/passkey.ts";
import { command } from "#functions/command/command.ts";
import { change, together, write } from "#functions/command/consequences.ts";
import { ownPath } from "#functions/input/own-path.ts";
import { proofRecords, signingIn } from "#functions/standing/proof.ts";

const refused = (key: "nothing" | "refused") => invalid({ form: { key: `passkeys.errors.${key}` } });

/** Somebody who has signed in by code shows a passkey: completes the sign-in, or confirms it before something weighty. */
export const showPasskey = command({
  action: "session.prove",
  input: ({ credential = "", next }) => ({ credential, next: ownPath(next) ?? "portal" }),
  load: (_, context) => proofRecords(context),
  allow: (_actor, records, _, context) => {
    const own = signingIn(records, context);
    if (!own) throw signInNeeded();
    return own;
  },

  decide: async ({ id }, { known }, { credential, next }, context) => {
    const { session, now, realNow, operationId } = context;
    if (typeof session !== "object") throw signInNeeded();
    if (!credential) throw refused("nothing");
    const found = await shown(credential, known, context);
    if (!found || found.passkey.answeredAt >= found.madeAt) throw refused("refused");
    return {
      next,
      ...together(
        change(answer(found.passkey.id, found.madeAt, found.counter), proveSession(session.token, realNow)),
        write(recordAudit({ at: now, actor: id, action: "session.prove", subjectId: id, operationId })),
      ),
    };
  },
});
