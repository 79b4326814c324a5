import { openReviews, reasonsOf, type ReviewRow, settledReviews } from "#db/queries/review.ts";
import { isOpen } from "#src/domain/review.ts";
import { query } from "#functions/command/query.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";

/** A review on the list, and at the head of its own page. */
export const reviewLine = ({ reasons, ...review }: ReviewRow, now: number) => ({
  ...review,
  reasons: reasonsOf({ reasons }),
  place: review.organizationName ?? review.domainIdentifier,
  late: isOpen(review) && review.dueAt < now,
});

/** The agents' queue: what is due first on top; then what was settled last. */
export const reviewsPage = query({
  load: (_: unknown, context) => ({
    ...agentRecords(context),
    open: openReviews(),
    settled: settledReviews(),
  }),
  view: (actor, { open, settled }, _, context) => {
    agent(actor, context);
    const { now } = context;
    return {
      open: open.map((review) => reviewLine(review, now)),
      settled: settled.map((review) => reviewLine(review, now)),
    };
  },
});
