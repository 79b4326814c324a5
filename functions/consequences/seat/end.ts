import type { SQL } from "#db/builder.ts";
import type { Administrator } from "#db/queries/administrator.ts";
import { endLinks } from "#db/queries/link.ts";
import { endSeat as close } from "#db/queries/seat.ts";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import { counts, type SeatOrigin } from "#src/domain/seat.ts";
import { change, type Consequences, record, tell, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import type { Mail } from "#functions/emails/mail.ts";

interface Ending {
  readonly seatId: SeatId;
  readonly organizationId: OrganizationId;
  readonly origin: SeatOrigin;
}

/** A seat ends as long as a condition holds, and with it the link by which its terms could still be accepted. */
export const endSeat = (
  { seatId, organizationId, origin }: Ending,
  { now }: Pick<Context, "now">,
  guard?: SQL,
): Consequences =>
  together(
    change(close(seatId, now, guard)),
    write(endLinks("acceptTerms", seatId, now)),
    record({ subjectId: seatId, organizationId, from: origin, to: "ended" }),
  );

/** Tells the administrators of the organization itself that one came or went. */
export const tellAdministrators = (
  seats: readonly Administrator[],
  params: Extract<Mail, { template: "administrator-changed" }>["params"],
  except: readonly PersonId[],
): Consequences =>
  together(
    seats
      .filter((seat) => seat.distance === 0 && counts(seat) && !except.includes(seat.personId))
      .map((to) => tell("administrator-changed", to, params)),
  );
