import { query } from "#functions/command/query.ts";

/** Where anybody says what they think of the portal; whoever is signed in can be answered. */
export const feedbackPage = query({
  anyone: true,
  load: (_: { readonly sent: boolean }) => ({}),
  view: (actor, _, { sent }) => ({ sent, email: typeof actor === "string" ? null : actor.email }),
});
