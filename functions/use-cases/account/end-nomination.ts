import { nomineeById } from "#db/queries/nominee.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { endOffer } from "#functions/consequences/account/end-roles.ts";

/** A nomination that nobody answers ends by itself, so that the address need not be kept (src/domain/personal-data.ts). */
export const endNomination = scheduledCommand({
  action: "account.end-nomination",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ nominee: nomineeById(id) }),
  decide: ({ nominee: [nominee] }, _, context) => ({
    next: "",
    ...(nominee?.state === "allowed" && endOffer(nominee, context)),
  }),
});
