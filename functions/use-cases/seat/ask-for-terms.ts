import { heldSeatById } from "#db/queries/seat.ts";
import { terms } from "#src/domain/limits.ts";
import { counts, owesTerms } from "#src/domain/seat.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { record, together } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";

/** A new version of the terms asks every administrator again; the role goes on meanwhile (src/domain/README.md 2.7). */
export const askForTerms = scheduledCommand({
  action: "seat.ask-for-terms",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ seat: heldSeatById(id) }),
  decide: ({ seat: [seat] }, _, context) => {
    const next = "organizations";
    if (!seat || seat.asked || seat.disabledAt !== null || !owesTerms(seat)) return { next };
    const { id, organizationId, organizationName: organization, termsVersion } = seat;
    const { nominatedBy: name, nominatedByEmail: email } = seat;
    const toAccept = {
      organization,
      ...terms,
      accepted: termsVersion,
      ...(!counts(seat) && name !== null && email !== null && { nominatedBy: { name, email } }),
    };
    return {
      next,
      ...together(
        record({ subjectId: id, organizationId, from: termsVersion, to: termsVersion }),
        sendLink({ purpose: "acceptTerms", to: seat, subjectId: id }, "accept-terms", toAccept, context),
      ),
    };
  },
});
