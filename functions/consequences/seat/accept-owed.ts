import { mustChange } from "#db/client.ts";
import type { Administrator } from "#db/queries/administrator.ts";
import { endLinks } from "#db/queries/link.ts";
import { acceptTerms } from "#db/queries/seat-terms.ts";
import { terms } from "#src/domain/limits.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { counts, owesTerms } from "#src/domain/seat.ts";
import type { Accepted } from "#functions/command/command.ts";

/** The seats in office of a person whose terms in force are still to be accepted. */
export const owedBy = (personId: PersonId, administrators: readonly Administrator[]) =>
  administrators.filter((seat) => seat.personId === personId && counts(seat) && owesTerms(seat));

/** The terms are accepted with a decision: what their own link would have done (src/domain/README.md 2.7). */
export const acceptOwed = (
  owed: readonly Administrator[],
  now: number,
): Pick<Accepted, "writes" | "audit"> => ({
  writes: owed.flatMap(({ seatId }) => [
    mustChange(acceptTerms(seatId, terms.version, now)),
    endLinks("acceptTerms", seatId, now),
  ]),
  audit: owed.map(({ seatId, organizationId, termsVersion }) => ({
    action: "seat.accept-terms",
    subjectId: seatId,
    organizationId,
    from: termsVersion,
    to: terms.version,
  })),
});
