import { limits } from "#src/domain/limits.ts";
import { query, signedIn } from "#functions/command/query.ts";
import { isFresh } from "#functions/rights/proof.ts";

/** A copy of everything that is known about oneself, and having it erased. */
export const dataPage = query({
  load: () => ({}),
  view(actor, _, __, context) {
    const person = signedIn(actor);
    return {
      email: person.email,
      isFresh: isFresh(person, context),
      minutes: limits.session.fresh / 60_000,
    };
  },
});
