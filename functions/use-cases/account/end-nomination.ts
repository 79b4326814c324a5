import { endLinks } from "#db/queries/link.ts";
import { moveNominee, nomineeById } from "#db/queries/nominee.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { move, together, write } from "#functions/command/consequences.ts";

/** A nomination that nobody answers ends by itself, so that the address need not be kept (src/domain/personal-data.ts). */
export const endNomination = scheduledCommand({
  action: "account.end-nomination",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ nominee: nomineeById(id) }),
  decide: ({ nominee: [nominee] }, _, { now }) => ({
    next: "",
    ...(nominee?.state === "allowed" &&
      together(
        move(moveNominee, nominee, "end", { changedAt: now }),
        write(endLinks("acceptNomination", nominee.id, now)),
      )),
  }),
});
