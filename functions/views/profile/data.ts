import { limits } from "#src/domain/limits.ts";
import { query, signedIn } from "#functions/command/query.ts";
import { freshRecords } from "#functions/rights/fresh.ts";

/** A copy of everything that is known about oneself, and having it erased. */
export const dataPage = query({
  load: (_: unknown, context) => freshRecords(context),
  view: (actor, { fresh }) => ({
    email: signedIn(actor).email,
    isFresh: fresh.length > 0,
    minutes: limits.session.fresh / 60_000,
  }),
});
