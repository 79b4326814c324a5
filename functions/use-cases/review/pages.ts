import { openReviews, reasonsOf, reviewById, type ReviewRow } from "../../../db/queries/review.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { query } from "../query.ts";
import { agent } from "./agents.ts";

const view = ({ reasons, ...review }: ReviewRow, now: number) => ({
  ...review,
  reasons: reasonsOf({ reasons }),
  late: review.dueAt < now,
});

/** The agents' queue: what is due first on top. */
export const reviewsPage = query({
  load: () => ({ reviews: openReviews() }),
  view: (actor, { reviews }, _, context) => {
    agent(actor, context);
    return { reviews: reviews.map((review) => view(review, context.now)) };
  },
});

/** Everything that is known about one review. */
export const reviewPage = query({
  load: ({ id }: { id: string }) => ({ review: reviewById(id) }),
  view: (actor, { review: [review] }, _, context) => {
    agent(actor, context);
    if (!review) throw new Refusal("notFound", "errors.404");
    return view(review, context.now);
  },
});
