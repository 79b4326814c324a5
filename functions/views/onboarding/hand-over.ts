import { invitationsBy } from "#db/queries/invitation.ts";
import { domainOf } from "#src/domain/email.ts";
import { hasFailed, type MessageState } from "#src/domain/message.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";

/** Where onboarding is handed over, and what became of what was handed over before. */
export const handOverPage = query({
  load: (_: unknown, context) => ({ invitations: invitationsBy(asker(context)) }),
  view: (actor, { invitations }) => {
    const { email: own, language } = signedIn(actor);
    // What became of a message tells whether a mailbox exists, and who has come: of colleagues one may know it (SECURITY.md 11).
    const isColleague = (email: string) => domainOf(email) === domainOf(own);
    return {
      language,
      invitations: invitations.map(({ email, createdAt, usedAt, delivery }) => ({
        email,
        sentAt: createdAt,
        state: isColleague(email) ? stateOf(usedAt, delivery) : ("asked" as const),
      })),
    };
  },
});

function stateOf(usedAt: number | null, delivery: MessageState | null) {
  if (usedAt) return "used" as const;
  if (hasFailed(delivery)) return "undeliverable" as const;
  if (delivery === "withheld") return "withheld" as const;
  return delivery === "delivered" ? ("delivered" as const) : ("sent" as const);
}
