import { renamePasskey } from "#db/queries/passkey.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { passkeyName } from "#functions/input/passkey-name.ts";
import { ownPasskeys } from "#functions/standing/own-passkeys.ts";

/** Calls a passkey of one's own something else. */
export const renameOwnPasskey = command({
  ...ownPasskeys,
  action: "passkey.rename",
  input: ({ passkey = "", name }) => ({ id: passkey, name: passkeyName(name) }),
  done: () => ({ said: { key: "acts.saved" } }),

  decide: (person, { known }, { id, name }) => {
    const next = "profile/passkeys";
    const passkey = known.find((one) => one.id === id);
    if (!passkey || passkey.name === name) return { next };
    return {
      next,
      ...together(write(renamePasskey(person.id, id, name)), record({ subjectId: person.id })),
    };
  },
});
