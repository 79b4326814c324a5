import { administratorsAt } from "#db/queries/administrator.ts";
import { heldSeatById, organizationOfSeat } from "#db/queries/seat.ts";
import { nobodyAdministers } from "#db/queries/vacancy.ts";
import { counts } from "#src/domain/seat.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { endSeat } from "#functions/consequences/seat/end.ts";

/** A nomination that nobody took up ends with the last who decides: who follows is an agent's to say (src/domain/README.md 2.7). */
export const endNominationOfNobody = scheduledCommand({
  action: "seat.end",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    seat: heldSeatById(id),
    administrators: administratorsAt(organizationOfSeat(id)),
  }),
  decide: ({ seat: [seat], administrators }, _, context) => {
    const next = "organizations";
    if (!seat || counts(seat) || administrators.some(counts)) return { next };
    const { id: seatId, organizationId, personId } = seat;
    return {
      next,
      ...together(
        endSeat({ ...seat, seatId }, context, nobodyAdministers(organizationId)),
        write(announceAccess({ personId, organizationId }, context)),
      ),
    };
  },
});
