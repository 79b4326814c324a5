import { mustChange } from "#db/client.ts";
import { moveReclaim, type ReclaimRow } from "#db/queries/reclaim.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";

/** An agent looks at a reclaim: nobody objected in time, or somebody agrees (src/domain/README.md 2.7). */
export function reviewReclaim(
  reclaim: ReclaimRow,
  event: "lapse" | "agree",
  known: KnownAgents,
  context: Context,
): Pick<Accepted, "writes" | "audit" | "mail"> {
  const { id, organizationId, claimantId, claimantName: name, claimantEmail: email } = reclaim;
  const review = openReview(
    {
      kind: "reclaim",
      subjectId: id,
      person: { id: claimantId, name, email },
      organizationId,
      placeName: reclaim.organizationName,
      reasons: ["administratorGone"],
    },
    known,
    context,
  );
  return {
    writes: [mustChange(moveReclaim(reclaim, event, { changedAt: context.now })), ...review.writes],
    audit: [{ subjectId: id, organizationId, from: reclaim.state, to: "underReview" }, ...review.audit],
    mail: [
      {
        template: "under-review",
        to: { email, name, language: reclaim.claimantLanguage },
        params: { dueAt: review.dueAt },
      },
      ...review.mail,
    ],
  };
}
