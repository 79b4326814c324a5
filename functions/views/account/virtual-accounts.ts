import { dividedAccount } from "#functions/standing/virtual-accounts.ts";
import { query } from "#functions/command/query.ts";
import { accountHeading, allowedInAccount } from "#functions/rights/account.ts";

/** Into what a Smart Account is divided (src/domain/README.md 5.6). */
export const virtualAccountsPage = query({
  load: dividedAccount,
  view: (actor, { parts, ...place }) => ({
    ...accountHeading(allowedInAccount(actor, place, "virtualAccount.create")),
    parts,
  }),
});
