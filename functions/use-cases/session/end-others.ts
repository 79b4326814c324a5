import { endSessionsBut } from "#db/queries/session.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { signedIn } from "#functions/command/query.ts";
import { ownSessions } from "#functions/standing/own-sessions.ts";

/** Ends all sessions of one's own but the one that asks. */
export const endOtherSessions = command({
  action: "session.end-others",
  always: true,
  input: () => ({}),
  load: (_, context) => ownSessions(context),
  allow: signedIn,
  done: () => ({ said: { key: "acts.ended" } }),
  decide: ({ id }, { sessions }, _, { session }) => {
    const next = "profile/sessions";
    if (typeof session !== "object" || !sessions.some(({ own }) => !own)) return { next };
    return {
      next,
      ...together(write(endSessionsBut(id, session.token)), record({ subjectId: id })),
    };
  },
});
