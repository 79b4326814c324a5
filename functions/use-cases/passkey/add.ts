import { addPasskey, fewerPasskeys, proveSession } from "#db/queries/passkey.ts";
import { not } from "#db/builder.ts";
import { mayObject, objectionsOpen } from "#db/queries/address-change.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { created } from "#functions/adapters/passkey.ts";
import { command } from "#functions/command/command.ts";
import { askerEmail } from "#functions/command/query.ts";
import { hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { passkeyName } from "#functions/input/passkey-name.ts";
import { ownPasskeys } from "#functions/standing/own-passkeys.ts";

/** Adds a passkey of one's own, which is asked for at each sign-in from then on; this session has shown it. */
export const addOwnPasskey = command({
  ...ownPasskeys,
  action: "passkey.add",
  input: ({ credential = "", name }) => ({ credential, name: passkeyName(name) }),

  load: (input, context) => ({
    ...ownPasskeys.load(input, context),
    objections: objectionsOpen(askerEmail(context), context.now),
  }),

  done: (_, { name }) => ({ said: { key: "acts.passkey.added", params: { name } } }),

  decide: async (person, { known, objections }, { credential, name }, context) => {
    if (objections[0]?.open === 1) throw invalid({ form: { key: "passkeys.errors.mayObject" } });
    if (!credential) throw invalid({ form: { key: "passkeys.errors.nothing" } });
    const made = await created(credential, context);
    if (!made) throw invalid({ form: { key: "passkeys.errors.refused" } });
    const { session, now, realNow, newId } = context;
    const row = { id: newId(), personId: person.id, name, createdAt: now, ...made };
    const next = "profile/passkeys";
    if (known.some(({ credentialId }) => credentialId === made.credentialId)) return { next };
    if (known.length >= limits.passkey.most) throw invalid({ form: { key: "passkeys.errors.tooMany" } });
    return {
      next,
      ...together(
        hold(fewerPasskeys(person.id, limits.passkey.most), not(mayObject(person.email, now))),
        write(addPasskey(row)),
        typeof session === "object" && write(proveSession(session.token, realNow)),
        record({ subjectId: person.id }),
        tell("passkeys-changed", person, { change: "added", name }),
      ),
    };
  },
});
