import { dividedAccount } from "#functions/use-cases/virtual-account/parts.ts";
import { query } from "#functions/use-cases/query.ts";
import { accountHeading, allowedInAccount } from "./place.ts";

/** Into what a Smart Account is divided (src/domain/README.md 5.6). */
export const virtualAccountsPage = query({
  load: dividedAccount,
  view: (actor, { parts, ...place }) => ({
    ...accountHeading(allowedInAccount(actor, place, "virtualAccount.create")),
    parts,
  }),
});
