import { mustChange } from "../../../db/client.ts";
import { endReclaim, type OpenCase } from "../../../db/queries/open-case.ts";
import { endLinks } from "../../../db/queries/registration.ts";
import { moveReview } from "../../../db/queries/review.ts";
import { reclaim } from "../../../src/domain/reclaim.ts";
import { review } from "../../../src/domain/review.ts";
import type { Context } from "../../context.ts";
import type { Accepted } from "../command.ts";
import type { Decider } from "./decide.ts";

/**
 * What is open elsewhere about a request ends with its decision: an agent need not look any more, and an administrator
 * who decides has not gone. The review by which an agent decides is moved by the agent's own decision.
 */
export function overtakeCases(
  cases: readonly OpenCase[],
  { person, as }: Pick<Decider, "person"> & { readonly as: Decider["as"] | "appointment" },
  { now }: Context,
): Pick<Accepted, "writes" | "audit"> {
  const ended = cases
    .filter(({ kind }) => as !== "agent" || kind !== "accessRequest")
    .map((one) => {
      const { id: subjectId, organizationId, state: from } = one;
      if (one.type === "reclaim") {
        const event = as === "administrator" ? ("object" as const) : ("withdraw" as const);
        const to = reclaim.next(one.state, event)!;
        const by = event === "object" ? person.id : null;
        return {
          writes: [mustChange(endReclaim(one, to, by, now))],
          audit: { action: `reclaim.${event}`, subjectId, organizationId, from, to },
        };
      }
      return {
        writes: [
          mustChange(moveReview(one, "overtake", { decidedAt: now })),
          endLinks("answerQuestion", one.id, now),
        ],
        audit: {
          action: "review.overtake",
          subjectId,
          organizationId,
          from,
          to: review.next(one.state, "overtake")!,
        },
      };
    });
  return { writes: ended.flatMap(({ writes }) => writes), audit: ended.map(({ audit }) => audit) };
}
