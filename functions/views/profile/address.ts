import { openAddressChangeOf } from "#db/queries/address-change.ts";
import { leftReviewsOf } from "#db/queries/address-left.ts";
import { reviewTimeline } from "#src/domain/timeline.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";

/** One's own e-mail address, and the change of it that is under way. */
export const addressPage = query({
  load: (_: unknown, context) => ({
    open: openAddressChangeOf(asker(context)),
    left: leftReviewsOf(asker(context)),
  }),
  view: (actor, { open: [change], left }, _, { settings, now }) => {
    const { email } = signedIn(actor);
    return {
      email,
      isAgent: settings.agents.includes(email),
      change: change
        ? { state: change.state, from: change.oldEmail, to: change.newEmail, until: change.dueAt }
        : null,
      /** Where an agent decides whether access goes on with this address. */
      left: left.map(({ organization, state, ...review }) => ({
        organization,
        asked: state === "waiting",
        timeline: reviewTimeline({ ...review, asked: state === "waiting" }, now, "address.made.lead"),
      })),
    };
  },
});
