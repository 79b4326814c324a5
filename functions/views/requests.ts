import { requestsOf } from "#db/queries/access-request-row.ts";
import { accountsRequestedBy } from "#db/queries/account.ts";
import type { Context } from "#functions/context/context.ts";
import { listedOwn } from "./request/access.ts";
import { listedAccount } from "./request/account.ts";
import { asker, type Loaded, query, signedIn } from "#functions/command/query.ts";

/** All that the asker has requested: access, and Smart Accounts. */
export const ownRequests = (context: Context) => ({
  requests: requestsOf(asker(context)),
  accountRequests: accountsRequestedBy(asker(context)),
});

/** The same as one list, the newest first. */
export const listed = (
  { requests, accountRequests }: Loaded<ReturnType<typeof ownRequests>>,
  { now }: Pick<Context, "now">,
) =>
  [
    ...requests.map((request) => listedOwn(request, now)),
    ...accountRequests.map((account) => listedAccount(account, now)),
  ].sort((one, other) => other.since - one.since);

/** *My requests*. */
export const requestsPage = query({
  load: (_: unknown, context) => ownRequests(context),
  view: (actor, loaded, _, context) => {
    signedIn(actor);
    return { requests: listed(loaded, context) };
  },
});
