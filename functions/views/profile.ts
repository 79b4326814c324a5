import { signInNeeded } from "#src/domain/refusal.ts";
import { query } from "#functions/command/query.ts";

/** One's own profile; the only page for somebody who has no name yet. */
export const profilePage = query({
  load: () => ({}),
  view: (actor) => {
    if (typeof actor === "string") throw signInNeeded();
    return actor;
  },
});
