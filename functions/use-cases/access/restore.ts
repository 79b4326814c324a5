import { restore } from "#db/queries/suspension.ts";
import { personAddress } from "#src/i18n/people.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { tellOtherAgents } from "#functions/consequences/agents.ts";
import { announceEverywhere } from "#functions/consequences/provisioning.ts";
import { required } from "#functions/input/comment.ts";
import { knownAgents, remainsAgent } from "#functions/rights/agent.ts";
import { aboutSomebody } from "#functions/standing/somebody.ts";

/** An agent gives somebody access back; what ended meanwhile, as seats do, stays ended. */
export const restoreAccess = command({
  ...aboutSomebody,
  action: "access.restore",

  load: (input: ReturnType<typeof aboutSomebody.input>, context) => ({
    ...aboutSomebody.load(input, context),
    ...knownAgents(context),
  }),

  decide: ({ agent, person }, { known }, { comment }, context) => {
    const { id, email, disabledAt } = person;
    const next = personAddress(email);
    if (disabledAt === null) return { next };
    required(comment);
    const [enabled, ended] = restore({ personId: id, at: context.now, by: agent.id, because: comment });
    return {
      next,
      ...together(
        hold(remainsAgent(agent, context)),
        change(enabled),
        write(ended, announceEverywhere(id, context)),
        record({ subjectId: id, from: "suspended" }),
        tell("access-restored", person, { reason: comment }),
        tellOtherAgents(known, { change: "restored", agent, person, reason: comment }, context),
      ),
    };
  },
});
