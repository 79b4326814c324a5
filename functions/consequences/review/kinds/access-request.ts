import { decide } from "#functions/consequences/access-request/decide.ts";
import type { Decide, Deciding } from "./kind.ts";

const as =
  (decision: "approve" | "deny"): Decide =>
  ({ records, agent, fields }, context) => {
    const decider = { person: agent, as: "agent", owes: [] } as const;
    const { choice: _, ...follows } = decide(records, decider, { ...fields, decision }, context);
    return follows;
  };

/** A request that nobody has answered: the agent decides as an administrator would (src/domain/README.md 2.4). */
export const accessRequest: Deciding<"accessRequest"> = { approve: as("approve"), refuse: as("deny") };
