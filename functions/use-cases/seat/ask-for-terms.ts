import { heldSeatById } from "#db/queries/seat.ts";
import { limits, terms } from "#src/domain/limits.ts";
import { counts, owesTerms } from "#src/domain/seat.ts";
import { issueLink } from "#functions/context/links.ts";
import { scheduledCommand } from "#functions/command/command.ts";

/** A new version of the terms asks every administrator again; the role goes on meanwhile (src/domain/README.md 2.7). */
export const askForTerms = scheduledCommand({
  action: "seat.ask-for-terms",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ seat: heldSeatById(id) }),
  decide: ({ seat: [seat] }, _, context) => {
    if (!seat || seat.asked || seat.disabledAt !== null || !owesTerms(seat)) return { next: "organizations" };
    const { id, organizationId, organizationName: organization, email, termsVersion, nominatedBy } = seat;
    const link = issueLink(
      { purpose: "acceptTerms", email, subjectId: id, lifetime: limits.lastingLink.lifetime },
      context,
    );
    return {
      next: "organizations",
      writes: [link.write],
      audit: [{ subjectId: id, organizationId, from: termsVersion, to: termsVersion }],
      mail: [
        {
          template: "accept-terms",
          to: seat,
          linkId: link.id,
          params: {
            organization,
            ...terms,
            accepted: termsVersion,
            ...(!counts(seat) && nominatedBy !== null && { nominatedBy }),
          },
        },
      ],
    };
  },
});
