import { reviewById } from "#db/queries/review.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { isAbout } from "./review.ts";

const load = ({ id }: { readonly id: string }, context: Context) => ({
  ...agentRecords(context),
  review: reviewById(id),
});

export type ReviewRead = Loaded<ReturnType<typeof load>>;

/** What agents do around a review, not on it, begins with this: nobody does it about a review of one's own. */
export const aboutReview = {
  load,
  allow: (actor: Actor, { review: [review] }: ReviewRead, _: unknown, context: Context) => {
    const own = agent(actor, context);
    if (!review) throw new Refusal("notFound", "errors.404");
    if (isAbout(review, own)) throw forbidden("reviews.errors.own");
    return { agent: own, review };
  },
};
