import { invitationsBy } from "#db/queries/invitation.ts";
import { hasFailed } from "#src/domain/message.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";

/** Where onboarding is handed over, and what became of what was handed over before. */
export const handOverPage = query({
  load: (_: unknown, context) => ({ invitations: invitationsBy(asker(context)) }),
  view: (actor, { invitations }) => ({
    language: signedIn(actor).language,
    invitations: invitations.map(({ email, createdAt, usedAt, delivery }) => ({
      email,
      sentAt: createdAt,
      state: usedAt
        ? ("used" as const)
        : hasFailed(delivery)
          ? ("undeliverable" as const)
          : delivery === "delivered"
            ? ("delivered" as const)
            : ("sent" as const),
    })),
  }),
});
