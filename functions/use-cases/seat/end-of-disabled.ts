import { administratorsAt } from "#db/queries/administrator.ts";
import { heldSeatById, organizationOfSeat } from "#db/queries/seat.ts";
import { isDisabled } from "#db/queries/person.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { ending, tellAdministrators } from "#functions/consequences/seat/end.ts";

/** The seat of somebody who cannot sign in any more ends; who is left is told (src/domain/README.md 2.7). */
export const endSeatOfDisabled = scheduledCommand({
  action: "seat.end",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    seat: heldSeatById(id),
    others: administratorsAt(organizationOfSeat(id)),
  }),
  decide: ({ seat: [seat], others }, _, context) => {
    if (!seat || seat.disabledAt === null) return { next: "organizations" };
    const { id, organizationId, organizationName: organization, personId, name } = seat;
    return {
      next: "organizations",
      writes: [
        ...ending({ id }, isDisabled(personId), context),
        announceAccess({ personId, organizationId }, context),
      ],
      audit: [{ subjectId: id, organizationId, from: seat.origin, to: "ended" }],
      mail: tellAdministrators(others, { organization, organizationId, name, change: "removed" }, [personId])
        .mail,
    };
  },
});
