import { gatheredWith, markSummarized, summaryIsDue } from "#db/queries/summary.ts";
import { priorities } from "#src/domain/message.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, hold, record, tell, together } from "#functions/command/consequences.ts";

const deciding: readonly number[] = [priorities.decide, priorities.remind];

/** Sends somebody one summary of all the messages that were too many for a day (SECURITY.md 11). */
export const summarize = scheduledCommand({
  action: "message.summarize",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ gathered: gatheredWith(id) }),
  decide: ({ gathered }, { id }, { now }) => {
    const next = "tasks";
    const [first] = gathered;
    if (!first) return { next };
    const { email, name, language, disabledAt } = first;
    const toDecide = gathered.filter(({ priority }) => deciding.includes(priority)).length;
    const counts = { toDecide, toKnow: gathered.length - toDecide };
    return {
      next,
      ...together(
        hold(summaryIsDue(email, now)),
        change(markSummarized(email, now)),
        record({ subjectId: id, from: "gathered", to: "summarized" }),
        disabledAt === null && tell("summary", { email, name: name ?? "", language }, counts),
      ),
    };
  },
});
