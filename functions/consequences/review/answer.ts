import { moveReview, type ReviewRow } from "#db/queries/review.ts";
import { limits } from "#src/domain/limits.ts";
import { type Consequences, move, tell, together } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { placeOf } from "#functions/standing/review.ts";

/** The person under review has answered: every agent is told, and the agents' clock starts again. */
export function answerReview(
  review: ReviewRow,
  known: KnownAgents,
  answer: string,
  { now }: Pick<Context, "now">,
): Consequences {
  const { id: reviewId, name, email, organizationId } = review;
  const dueAt = now + limits.review.answerWithin;
  const params = { reviewId, place: placeOf(review), answer };
  return together(
    move(moveReview, review, "answer", { answer, dueAt }, { organizationId }),
    known.map((to) => tell("answer-received", to, { ...params, name: name ?? "", email: email ?? "" })),
  );
}
