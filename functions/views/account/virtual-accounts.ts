import { query } from "#functions/command/query.ts";
import { dividedAccount } from "#functions/standing/virtual-accounts.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** Into what a Smart Account is divided (src/domain/README.md 5.6). */
export const virtualAccountsPage = query({
  load: (address: { readonly domain: string }, context) => ({
    ...partRecords(address, "virtual-accounts", context),
    ...dividedAccount(address, context),
  }),
  view: (actor, { parts, ...records }) => {
    const at = inPart(actor, records, "virtual-accounts");
    const mayRename = at.may("virtualAccount.rename");
    const mayClose = at.may("virtualAccount.close");
    return { ...heading(at), parts, mayRename, mayClose };
  },
});
