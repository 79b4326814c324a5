import type { SQL } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import type { Administrator } from "#db/queries/administrator.ts";
import { endLinks } from "#db/queries/link.ts";
import { endSeat } from "#db/queries/seat.ts";
import type { PersonId, SeatId } from "#src/domain/ids.ts";
import { counts } from "#src/domain/seat.ts";
import type { Context } from "#functions/context/context.ts";
import type { Mail } from "#functions/emails/mail.ts";

/** Who decides without this seat, at the organization or above it. */
export const othersThan = (seatId: SeatId, seats: readonly Administrator[]) =>
  seats.filter((seat) => seat.seatId !== seatId && counts(seat));

/** Ends a seat as long as a condition holds, and the link by which its terms could still be accepted. */
export const ending = (
  { id }: { readonly id: SeatId },
  right: SQL | undefined,
  { now }: Context,
): readonly Write[] => [mustChange(endSeat(id, now, right)), endLinks("acceptTerms", id, now)];

type Told = Extract<Mail, { template: "administrator-changed" }>["params"];

/** Tells the administrators of the organization itself that one came or went. */
export const tellAdministrators = (
  seats: readonly Administrator[],
  params: Told,
  except: readonly PersonId[],
): readonly Mail[] =>
  seats
    .filter((seat) => seat.distance === 0 && counts(seat) && !except.includes(seat.personId))
    .map((to) => ({ template: "administrator-changed", to, params }));
