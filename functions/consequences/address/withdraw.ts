import { type AddressChangeRow, moveAddressChange } from "#db/queries/address-change.ts";
import { endLinks } from "#db/queries/link.ts";
import { move, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";

/** A change of address comes to nothing: neither mailbox can confirm it any more. */
export const withdrawChange = (change: AddressChangeRow, { now }: Pick<Context, "now">) =>
  together(
    move(moveAddressChange, change, "withdraw", { changedAt: now }, { action: "address.withdraw" }),
    write(endLinks("changeAddress", change.id, now)),
  );
