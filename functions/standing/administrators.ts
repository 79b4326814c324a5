import type { Administrator } from "#db/queries/administrator.ts";
import type { PersonId, SeatId } from "#src/domain/ids.ts";
import { counts, owesTerms } from "#src/domain/seat.ts";

/** Who decides without this seat, at the organization or above it. */
export const othersThan = (seatId: SeatId, seats: readonly Administrator[]) =>
  seats.filter((seat) => seat.seatId !== seatId && counts(seat));

/** The seats in office of a person whose terms in force are still to be accepted. */
export const owedBy = (personId: PersonId, administrators: readonly Administrator[]) =>
  administrators.filter((seat) => seat.personId === personId && counts(seat) && owesTerms(seat));
