import { askPerson } from "../use-cases/review/ask.ts";
import { reviewPage, reviewsPage } from "../use-cases/review/pages.ts";
import { act, resource, show } from "./address.ts";

const one = { place: "review", query: reviewPage };

export const reviews = resource()
  .at("reviews", { get: show({ place: "reviews", query: reviewsPage }) })
  .at("reviews/:id", { get: show(one), post: act(askPerson, one) }).routes;
