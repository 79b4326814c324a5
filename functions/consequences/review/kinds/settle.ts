import { endLinks } from "#db/queries/link.ts";
import { moveReview } from "#db/queries/review.ts";
import { review as lifecycle, type ReviewDecision } from "#src/domain/review.ts";
import {
  change,
  type Consequences,
  record,
  recordedAs,
  together,
  write,
} from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { ask } from "#functions/consequences/review/ask.ts";
import type { Case } from "#functions/consequences/review/case.ts";
import type { Decide } from "./kind.ts";
import { kinds } from "./kinds.ts";

/** An agent's decision on an open review, with all that follows from it by its kind. */
export function settle(of: Case, decision: ReviewDecision, context: Context): Consequences {
  const { id, state, organizationId } = of.review;
  const action = `review.${decision}` as const;
  const { own, ...follows } = follow(of, decision, context);
  return together(
    record({ action, subjectId: id, organizationId, from: state, to: lifecycle.next(state, decision) }),
    recordedAs(action, follows),
    change(moveReview(of.review, decision, own)),
    decision !== "ask" && write(endLinks("answerQuestion", id, context.now)),
  );
}

/** What follows besides the review's own change, and what changes in it. */
function follow(of: Case, decision: ReviewDecision, context: Context) {
  if (decision === "ask") {
    const { question, ...asking } = ask(of, context);
    return { ...asking, own: { question, answer: null } };
  }
  const decide = (kinds[of.review.kind] as Partial<Record<ReviewDecision, Decide>>)[decision]!;
  const { personId, ...decided } = decide(of, context);
  const by = { decidedAt: context.now, decidedBy: of.agent.id, comment: of.comment || null };
  return { ...decided, own: { ...by, ...(personId && { personId }) } };
}
