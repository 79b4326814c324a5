import { administratorsAt } from "#db/queries/administrator.ts";
import { isDisabled } from "#db/queries/person.ts";
import { heldSeatById, organizationOfSeat } from "#db/queries/seat.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";

/** The seat of somebody who cannot sign in any more ends; who is left is told (src/domain/README.md 2.7). */
export const endSeatOfDisabled = scheduledCommand({
  action: "seat.end",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    seat: heldSeatById(id),
    others: administratorsAt(organizationOfSeat(id)),
  }),
  decide: ({ seat: [seat], others }, _, context) => {
    const next = "organizations";
    if (!seat || seat.disabledAt === null) return { next };
    const { id, organizationId, organizationName: organization, personId } = seat;
    return {
      next,
      ...together(
        endSeat({ ...seat, seatId: id }, context, isDisabled(personId)),
        write(announceAccess({ personId, organizationId }, context)),
        tellAdministrators(others, { organization, organizationId, who: seat, change: "removed" }, [
          personId,
        ]),
      ),
    };
  },
});
