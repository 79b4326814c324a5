import { endSessionsBut } from "#db/queries/session.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { signedIn } from "#functions/command/query.ts";

/** Ends all sessions of one's own but the one that asks. */
export const endOtherSessions = command({
  action: "session.end-others",
  input: () => ({}),
  load: () => ({}),
  allow: signedIn,
  done: () => ({ said: { key: "acts.ended" } }),
  decide: ({ id }, _loaded, _input, { session }) => ({
    next: "profile/sessions",
    ...together(
      typeof session === "object" && write(endSessionsBut(id, session.token)),
      record({ subjectId: id }),
    ),
  }),
});
