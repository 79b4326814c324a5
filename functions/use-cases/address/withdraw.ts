import { openAddressChangeOf } from "#db/queries/address-change.ts";
import { isToConfirm } from "#src/domain/address-change.ts";
import { command } from "#functions/command/command.ts";
import { asker, signedIn } from "#functions/command/query.ts";
import { withdrawChange } from "#functions/consequences/address/withdraw.ts";

/** Somebody keeps the present e-mail address after all, as long as the other one was not confirmed. */
export const withdrawAddressChange = command({
  action: "address.withdraw",
  always: true,
  input: () => ({}),
  load: (_, context) => ({ open: openAddressChangeOf(asker(context)) }),
  allow: signedIn,
  done: () => ({ said: { key: "address.acts.withdrawn" } }),

  decide: (_, { open: [change] }, __, context) => {
    const next = "profile/address";
    if (!change || !isToConfirm(change.state)) return { next };
    return { next, ...withdrawChange(change, context) };
  },
});
