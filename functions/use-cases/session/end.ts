import { endSessionOf } from "#db/queries/session.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { signedIn } from "#functions/command/query.ts";

/** Ends a session of one's own; one that has ended, or is somebody else's, stays as it is and nobody learns which. */
export const endOneSession = command({
  action: "session.end",
  input: ({ session = "" }) => ({ session }),
  load: () => ({}),
  allow: signedIn,
  decide: ({ id }, _, { session }) => ({
    next: "profile/sessions",
    ...together(write(endSessionOf(id, session)), record({ subjectId: id })),
  }),
});
