import { reclaimById } from "#db/queries/reclaim.ts";
import { command } from "#functions/use-cases/command.ts";
import { knownAgents } from "#functions/use-cases/review/agents.ts";
import { reviewReclaim } from "./review.ts";

/** The time to object is over: an agent looks at it (src/domain/README.md 2.7). */
export const lapse = command({
  action: "reclaim.lapse",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }, context) => ({ reclaim: reclaimById(id), ...knownAgents(context) }),
  decide: (_, { reclaim: [reclaim], known }, __, context) => {
    const next = "onboarding/status";
    if (reclaim?.state !== "announced" || reclaim.objectUntil > context.now) return { next };
    return { next, ...reviewReclaim(reclaim, "lapse", known, context) };
  },
});
