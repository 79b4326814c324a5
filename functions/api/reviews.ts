import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { decideReview } from "#functions/use-cases/review/decide.ts";

const asked = ({ req }: Exchange) => ({ id: req.param("id") ?? "", search: req.query("search") ?? "" });

export const reviews = resource()
  .page("reviews")
  .page("reviews/[id]", { input: asked, post: decideReview }).routes;
