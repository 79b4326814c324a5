import { openAddressChangeOf } from "#db/queries/address-change.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";

/** One's own e-mail address, and the change of it that is under way. */
export const addressPage = query({
  load: (_: unknown, context) => ({ open: openAddressChangeOf(asker(context)) }),
  view: (actor, { open: [change] }, _, { settings }) => {
    const { email } = signedIn(actor);
    return {
      email,
      isAgent: settings.agents.includes(email),
      change: change
        ? { state: change.state, from: change.oldEmail, to: change.newEmail, until: change.dueAt }
        : null,
    };
  },
});
