import { addressChangeById, moveAddressChange } from "#db/queries/address-change.ts";
import { endLinks } from "#db/queries/link.ts";
import { addressChange, endOf } from "#src/domain/address-change.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { move, together, write } from "#functions/command/consequences.ts";

/** The time of a change of address is over: nobody has confirmed it, or nobody has objected. */
export const endAddressChange = scheduledCommand({
  action: "address.end",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ change: addressChangeById(id) }),
  decide: ({ change: [change] }, _, { now }) => {
    const next = "profile/address";
    if (!change || addressChange.isFinal(change.state) || change.dueAt > now) return { next };
    return {
      next,
      ...together(
        move(moveAddressChange, change, endOf(change.state), { changedAt: now, identities: null }),
        write(endLinks("changeAddress", change.id, now), endLinks("objectToChange", change.id, now)),
      ),
    };
  },
});
