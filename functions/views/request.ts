import { query, signedIn } from "#functions/command/query.ts";
import { ownRequest } from "#functions/rights/own-request.ts";
import { accessRequestRecords, accessRequestView } from "./request/access.ts";
import { accountRequestRecords, accountRequestView } from "./request/account.ts";

/** One of my requests: for access, or for a Smart Account. */
export const requestPage = query({
  load: ({ id }: { id: string }, context) => ({
    ...ownRequest(id, context),
    ...accessRequestRecords(id, context),
    ...accountRequestRecords(id, context),
  }),
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    return loaded.account.length
      ? { account: accountRequestView(loaded, person, context) }
      : { access: accessRequestView(loaded, person, context) };
  },
});
