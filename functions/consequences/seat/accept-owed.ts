import type { Administrator } from "#db/queries/administrator.ts";
import { endLinks } from "#db/queries/link.ts";
import { acceptTerms } from "#db/queries/seat-terms.ts";
import { terms } from "#src/domain/limits.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";

/** The terms are accepted with a decision: what their own link would have done (src/domain/README.md 2.7). */
export const acceptOwed = (owed: readonly Administrator[], now: number): Consequences =>
  together(
    owed.map(({ seatId, organizationId, termsVersion }) =>
      together(
        change(acceptTerms(seatId, terms.version, now)),
        write(endLinks("acceptTerms", seatId, now)),
        record({
          action: "seat.accept-terms",
          subjectId: seatId,
          organizationId,
          from: termsVersion,
          to: terms.version,
        }),
      ),
    ),
  );
