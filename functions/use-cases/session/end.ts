import { endSessionOf } from "#db/queries/session.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { signedIn } from "#functions/command/query.ts";
import { ownSessions } from "#functions/standing/own-sessions.ts";

/** Ends a session of one's own; one that has ended, or is somebody else's, stays as it is and nobody learns which. */
export const endOneSession = command({
  action: "session.end",
  always: true,
  input: ({ session = "" }) => ({ session }),
  load: (_, context) => ownSessions(context),
  allow: signedIn,
  decide: ({ id }, { sessions }, { session }) => {
    const next = "profile/sessions";
    if (!sessions.some((one) => one.id === session)) return { next };
    return { next, ...together(write(endSessionOf(id, session)), record({ subjectId: id })) };
  },
});
