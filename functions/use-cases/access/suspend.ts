import { hasEmailAmong, knownId } from "#db/queries/person.ts";
import { endSessionsOf } from "#db/queries/session.ts";
import { forgetCodesOf } from "#db/queries/sign-in.ts";
import { withholdQueued } from "#db/queries/outbox.ts";
import { suspend } from "#db/queries/suspension.ts";
import { personAddress } from "#src/i18n/people.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { tellOtherAgents } from "#functions/consequences/agents.ts";
import { announceEverywhere } from "#functions/consequences/provisioning.ts";
import { required } from "#functions/input/comment.ts";
import { knownAgents, remainsAgent } from "#functions/rights/agent.ts";
import { aboutSomebody } from "#functions/standing/somebody.ts";

/** An agent suspends somebody's access: sessions and codes end, seats and roles count no more (SECURITY.md 7). */
export const suspendAccess = command({
  ...aboutSomebody,
  action: "access.suspend",

  load: (input: ReturnType<typeof aboutSomebody.input>, context) => ({
    ...aboutSomebody.load(input, context),
    ...knownAgents(context),
  }),

  decide: ({ agent, person }, { known }, { comment }, context) => {
    const { id, email, disabledAt } = person;
    const next = personAddress(email);
    if (disabledAt !== null) return { next };
    required(comment);
    const { now, newId } = context;
    return {
      next,
      check: {
        question: { key: "people.suspend.sure", params: { email } },
        loses: [],
        follows: [{ key: "people.suspend.text" }, { key: "people.suspend.reason" }],
        quote: comment,
        back: next,
        confirm: { key: "people.suspend.confirm" },
      },
      ...together(
        // What goes by address, as codes and messages, must be this person's.
        hold(remainsAgent(agent, context), hasEmailAmong(knownId(id), [email])),
        change(
          ...suspend({ id: newId(), personId: id, reason: comment, suspendedAt: now, suspendedBy: agent.id }),
        ),
        write(
          endSessionsOf(id),
          forgetCodesOf(email),
          withholdQueued(email, now),
          announceEverywhere(id, context),
        ),
        record({ subjectId: id, to: "suspended" }),
        tell("access-suspended", person, { reason: comment }),
        tellOtherAgents(known, { change: "suspended", agent, person, reason: comment }, context),
      ),
    };
  },
});
