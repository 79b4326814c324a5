import { requestsOf } from "#db/queries/access-request-row.ts";
import { accountsRequestedBy } from "#db/queries/account.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { listedOwn } from "./access.ts";
import { listedAccount } from "./account.ts";

/** All that the asker has requested: access, and Smart Accounts. */
export const ownRequests = (context: Context) => ({
  requests: requestsOf(asker(context)),
  accountRequests: accountsRequestedBy(asker(context)),
});

/** The same as one list, the newest first. */
export const ownRequestList = (
  { requests, accountRequests }: Loaded<ReturnType<typeof ownRequests>>,
  { now }: Pick<Context, "now">,
) =>
  [
    ...requests.map((request) => listedOwn(request, now)),
    ...accountRequests.map((account) => listedAccount(account, now)),
  ].sort((one, other) => other.since - one.since);
