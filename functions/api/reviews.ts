import { decideReview } from "#functions/use-cases/review/decide.ts";
import { reviewPage } from "#functions/views/review.ts";
import { reviewsPage } from "#functions/views/reviews.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { act, resource, show } from "#functions/http/address.ts";

const one = {
  place: "review",
  query: reviewPage,
  input: ({ req }: Exchange) => ({ id: req.param("id") ?? "", search: req.query("search") ?? "" }),
};

export const reviews = resource()
  .at("reviews", { get: show({ place: "reviews", query: reviewsPage }) })
  .at("reviews/:id", { get: show(one), post: act(decideReview, one) }).routes;
