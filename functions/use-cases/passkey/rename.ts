import { renamePasskey } from "#db/queries/passkey.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { passkeyName } from "#functions/input/passkey-name.ts";
import { savingProfile } from "#functions/quotas/quotas.ts";
import { ownPasskeys } from "#functions/standing/own-passkeys.ts";

/** Calls a passkey of one's own something else. */
export const renameOwnPasskey = command({
  ...ownPasskeys,
  action: "passkey.rename",
  input: ({ passkey = "", name }) => ({ id: passkey, name: passkeyName(name) }),
  load: (input, context) => ({
    ...ownPasskeys.load(input, context),
    ...savingProfile.read({ profile: asker(context) }, context),
  }),
  done: () => ({ said: { key: "acts.saved" } }),
  decide: (person, saves, { id, name }, context) => ({
    next: "profile/passkeys",
    ...together(
      savingProfile.take(saves, { profile: person.id }, context),
      write(renamePasskey(person.id, id, name)),
      record({ subjectId: person.id }),
    ),
  }),
});
