import { mustChange } from "#db/client.ts";
import type { OpenCase } from "#db/queries/open-case.ts";
import { moveReclaim } from "#db/queries/reclaim.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveReview } from "#db/queries/review.ts";
import { reclaim } from "#src/domain/reclaim.ts";
import { review } from "#src/domain/review.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";

type Ended = Pick<Accepted, "writes" | "audit">;

/** By whom a request ends, and what that means for what is open about it elsewhere. */
const endings = {
  /** An agent need not look any more, and whoever decides has not gone. */
  administrator: { review: "overtake", reclaim: "object" },
  agent: { review: "overtake", reclaim: "withdraw" },
  /** The requester was made administrator. */
  appointment: { review: "overtake", reclaim: "withdraw" },
  requester: { review: "withdraw", reclaim: "withdraw" },
} as const;

export type EndedBy = keyof typeof endings;

/**
 * Ends what is open elsewhere about a request together with it. The review by which an agent decides is moved by the
 * agent's own decision.
 */
export function endCases(
  cases: readonly OpenCase[],
  by: EndedBy,
  person: Pick<Person, "id">,
  { now }: Context,
): Ended {
  const ended = cases
    .filter(({ kind }) => by !== "agent" || kind !== "accessRequest")
    .map((one) => {
      const { id: subjectId, organizationId, state: from } = one;
      if (one.type === "reclaim") {
        const event = endings[by].reclaim;
        const to = reclaim.next(one.state, event)!;
        return {
          writes: [
            mustChange(
              moveReclaim(one, event, {
                changedAt: now,
                ...(event === "object" && { objectedBy: person.id }),
              }),
            ),
            endLinks("objectToReclaim", one.id, now),
          ],
          audit: { action: `reclaim.${event}` as const, subjectId, organizationId, from, to },
        };
      }
      const event = endings[by].review;
      const decidedBy = event === "withdraw" ? person.id : null;
      return {
        writes: [
          mustChange(moveReview(one, event, { decidedAt: now, decidedBy })),
          endLinks("answerQuestion", one.id, now),
        ],
        audit: {
          action: `review.${event}` as const,
          subjectId,
          organizationId,
          from,
          to: review.next(one.state, event)!,
        },
      };
    });
  return { writes: ended.flatMap(({ writes }) => writes), audit: ended.map(({ audit }) => audit) };
}
