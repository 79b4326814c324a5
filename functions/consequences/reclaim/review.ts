import { moveReclaim, type ReclaimRow } from "#db/queries/reclaim.ts";
import { type Consequences, move, tell, together } from "#functions/command/consequences.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Context } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";

/** An agent looks at a reclaim: nobody objected in time, or somebody agrees (src/domain/README.md 2.7). */
export function reviewReclaim(
  reclaim: ReclaimRow,
  event: "lapse" | "agree",
  known: KnownAgents,
  context: Context,
): Consequences {
  const {
    id,
    organizationId,
    organizationName,
    claimantId,
    claimantName: name,
    claimantEmail: email,
  } = reclaim;
  const review = openReview(
    {
      kind: "reclaim",
      subjectId: id,
      person: { id: claimantId, name, email },
      organizationId,
      placeName: organizationName,
      reasons: ["administratorGone"],
    },
    known,
    context,
  );
  return together(
    move(moveReclaim, reclaim, event, { changedAt: context.now }, { organizationId }),
    tell(
      "under-review",
      { email, name, language: reclaim.claimantLanguage },
      { place: organizationName, dueAt: review.dueAt },
    ),
    review,
  );
}
