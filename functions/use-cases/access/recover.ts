import { removePasskeysOf } from "#db/queries/passkey.ts";
import { agreeToRecovery, askForRecovery, isUnanswered, recoveryOf } from "#db/queries/recovery.ts";
import { refuseIdentitiesOf } from "#db/queries/refused-identity.ts";
import { endSessionsOf } from "#db/queries/session.ts";
import { limits } from "#src/domain/limits.ts";
import { personAddress } from "#src/i18n/people.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { required } from "#functions/input/comment.ts";
import { remainsAgent } from "#functions/rights/agent.ts";
import { aboutSomebody } from "#functions/standing/somebody.ts";

/** A word counts for a day, and as long as whoever gave it is an agent. */
const counting = ({ now, settings }: Context) => ({
  since: now - limits.passkey.recovery,
  agents: settings.agents,
});

/** Two different agents say within a day that somebody has lost all passkeys: then these end, and all sessions, and identities at a provider are refused (SECURITY.md 7). */
export const recoverAccess = command({
  ...aboutSomebody,
  action: "passkey.recover",
  load: (input: ReturnType<typeof aboutSomebody.input>, context) => ({
    ...aboutSomebody.load(input, context),
    recovery: recoveryOf(input.email, counting(context)),
  }),

  decide: ({ agent, person }, { recovery: [open] }, { comment }, context) => {
    const { id, email } = person;
    const { now, realNow, newId } = context;
    const next = personAddress(email);
    if (!open) {
      required(comment);
      const row = { id: newId(), personId: id, reason: comment, askedAt: now, askedBy: agent.id };
      return {
        next,
        ...together(
          hold(remainsAgent(agent, context), isUnanswered(id, counting(context))),
          write(askForRecovery(row)),
          record({ subjectId: id, to: "asked" }),
          tell("passkeys-changed", person, { change: "asked" }),
        ),
      };
    }
    if (open.askedBy === agent.id) return { next };
    return {
      next,
      check: {
        question: { key: "people.passkeys.sure", params: { email } },
        loses: [],
        follows: [{ key: "people.passkeys.text" }],
        quote: open.reason,
        back: next,
        confirm: { key: "people.passkeys.confirm" },
      },
      ...together(
        hold(remainsAgent(agent, context)),
        change(agreeToRecovery(open.id, agent.id, now, context.settings.agents)),
        write(removePasskeysOf(id), ...refuseIdentitiesOf(id, realNow), endSessionsOf(id)),
        record({ subjectId: id, from: "asked", to: "ended" }),
        tell("passkeys-changed", person, { change: "ended" }),
      ),
    };
  },
});
