import { administratorsAt } from "#db/queries/administrator.ts";
import { heldSeatById, organizationOfSeat } from "#db/queries/seat.ts";
import { isDisabled } from "#db/queries/person.ts";
import { command } from "#functions/use-cases/command.ts";
import { announceAccess } from "#functions/use-cases/provisioning/announce.ts";
import { ending, tellAdministrators } from "./end.ts";

/** The seat of somebody who cannot sign in any more ends; who is left is told (product.md 2.7). */
export const endSeatOfDisabled = command({
  action: "seat.end",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({
    seat: heldSeatById(id),
    others: administratorsAt(organizationOfSeat(id)),
  }),
  decide: (_, { seat: [seat], others }, __, context) => {
    if (!seat || seat.disabledAt === null) return { next: "organizations" };
    const { id, organizationId, organizationName: organization, personId, name } = seat;
    return {
      next: "organizations",
      writes: [
        ...ending({ id }, isDisabled(personId), context),
        announceAccess({ personId, organizationId }, context),
      ],
      audit: [{ subjectId: id, organizationId, from: seat.origin, to: "ended" }],
      mail: tellAdministrators(others, { organization, organizationId, name, change: "removed" }, [personId]),
    };
  },
});
