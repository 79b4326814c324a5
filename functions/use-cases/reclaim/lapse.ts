import { reclaimById } from "#db/queries/reclaim.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { reviewReclaim } from "#functions/consequences/reclaim/review.ts";
import { knownAgents } from "#functions/rights/agent.ts";

/** The time to object is over: an agent looks at it (src/domain/README.md 2.7). */
export const lapse = scheduledCommand({
  action: "reclaim.lapse",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }, context) => ({ reclaim: reclaimById(id), ...knownAgents(context) }),
  decide: ({ reclaim: [reclaim], known }, _, context) => {
    const next = "onboarding/status";
    if (reclaim?.state !== "announced" || reclaim.objectUntil > context.now) return { next };
    return { next, ...reviewReclaim(reclaim, "lapse", known, context) };
  },
});
