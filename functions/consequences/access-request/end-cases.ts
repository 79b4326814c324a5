import { endLinks } from "#db/queries/link.ts";
import type { OpenCase } from "#db/queries/open-case.ts";
import { moveReclaim } from "#db/queries/reclaim.ts";
import { moveReview } from "#db/queries/review.ts";
import { type Consequences, move, together, write } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";

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
export const endCases = (
  cases: readonly OpenCase[],
  by: EndedBy,
  person: Pick<Person, "id">,
  context: Context,
): Consequences =>
  together(
    cases
      .filter(({ kind }) => by !== "agent" || kind !== "accessRequest")
      .map((one) =>
        one.type === "reclaim" ? endReclaim(one, by, person, context) : endReview(one, by, person, context),
      ),
  );

type Open<Type extends OpenCase["type"]> = Extract<OpenCase, { type: Type }>;

function endReclaim(one: Open<"reclaim">, by: EndedBy, person: Pick<Person, "id">, { now }: Context) {
  const event = endings[by].reclaim;
  const { organizationId } = one;
  return together(
    move(
      moveReclaim,
      one,
      event,
      { changedAt: now, ...(event === "object" && { objectedBy: person.id }) },
      { action: `reclaim.${event}`, organizationId },
    ),
    write(endLinks("objectToReclaim", one.id, now)),
  );
}

function endReview(one: Open<"review">, by: EndedBy, person: Pick<Person, "id">, { now }: Context) {
  const event = endings[by].review;
  const { organizationId } = one;
  const decidedBy = event === "withdraw" ? person.id : null;
  return together(
    move(
      moveReview,
      one,
      event,
      { decidedAt: now, decidedBy },
      { action: `review.${event}`, organizationId },
    ),
    write(endLinks("answerQuestion", one.id, now)),
  );
}
