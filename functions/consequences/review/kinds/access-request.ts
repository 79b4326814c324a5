import { decide } from "#functions/consequences/access-request/decide.ts";
import type { Decide, Deciding } from "./kind.ts";

const as =
  (decision: "approve" | "deny"): Decide =>
  ({ records, agent, comment, fields }, context) =>
    decide(
      records,
      { person: agent, as: "agent", reach: null, owes: [] },
      { ...fields, comment, decision },
      context,
    );

/** A request that nobody has answered: the agent decides as an administrator would (src/domain/README.md 2.4). */
export const accessRequest: Deciding<"accessRequest"> = { approve: as("approve"), refuse: as("deny") };
