import { limits } from "#src/domain/limits.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { decideReview } from "#functions/use-cases/review/decide.ts";
import { refuseSeveral } from "#functions/use-cases/review/refuse-several.ts";

const asked = ({ req }: Exchange) => ({ id: req.param("id") ?? "", search: req.query("search") ?? "" });

/** The page of the queue that is asked for: of one domain, behind a review. */
const listed = ({ req }: Exchange) => ({
  domain: (req.query("domain") ?? "").slice(0, limits.domainIdentifier.longest),
  after: req.query("after") ?? "",
});

export const reviews = resource()
  .page("reviews", { input: listed, post: refuseSeveral })
  .page("reviews/[id]", { input: asked, post: decideReview }).routes;
