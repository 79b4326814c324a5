import { endUnprovedBut, hasOtherPasskey, removePasskey } from "#db/queries/passkey.ts";
import { invalid } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { ownPasskeys } from "#functions/standing/own-passkeys.ts";

/** Removes a passkey of one's own; an agent keeps one. */
export const removeOwnPasskey = command({
  ...ownPasskeys,
  action: "passkey.remove",
  always: true,
  input: ({ passkey = "" }) => ({ id: passkey }),

  done: ({ known }, { id }) => {
    const { name } = known.find((one) => one.id === id) ?? {};
    return name === undefined ? null : { said: { key: "acts.passkey.removed", params: { name } } };
  },

  decide: (person, { known }, { id }, { session, settings }) => {
    const next = "profile/passkeys";
    const passkey = known.find((one) => one.id === id);
    if (!passkey) return { next };
    const isAgent = settings.agents.includes(person.email);
    if (isAgent && known.length === 1) throw invalid({ form: { key: "passkeys.errors.lastOfAgent" } });
    return {
      next,
      check: {
        question: { key: "passkeys.check.question", params: { name: passkey.name } },
        loses: [],
        follows: [
          { key: known.length === 1 ? "passkeys.check.none" : "passkeys.check.others" },
          { key: "passkeys.check.told" },
        ],
        confirm: { key: "passkeys.check.confirm" },
      },
      ...together(
        isAgent && hold(hasOtherPasskey(person.id, id)),
        change(removePasskey(person.id, id)),
        typeof session === "object" && write(endUnprovedBut(person.id, session.token)),
        record({ subjectId: person.id }),
        tell("passkeys-changed", person, { change: "removed", name: passkey.name }),
      ),
    };
  },
});
