import { decideReview } from "#functions/use-cases/review/decide.ts";
import { reviewPage, reviewsPage } from "#functions/use-cases/review/pages.ts";
import type { Exchange } from "#functions/exchange.ts";
import { act, resource, show } from "./address.ts";

const one = {
  place: "reviews/[id]",
  query: reviewPage,
  input: ({ req }: Exchange) => ({ id: req.param("id") ?? "", search: req.query("search") ?? "" }),
};

export const reviews = resource()
  .at("reviews", { get: show({ place: "reviews", query: reviewsPage }) })
  .at("reviews/:id", { get: show(one), post: act(decideReview, one) }).routes;
