import { sessionsOf } from "#db/queries/session.ts";
import { asker } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";

/** The sessions of whoever asks that have not ended; `own` is 1 of the one that asks. */
export const ownSessions = (context: Context) => ({
  sessions: sessionsOf(
    asker(context),
    typeof context.session === "object" ? context.session.token : "",
    context.realNow,
  ),
});
