import { accountAccessOf } from "#db/queries/account-role.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { ownRequestList, ownRequests } from "#functions/views/request/own-requests.ts";

/** *Access*: what I have in Smart Accounts, or my requests (src/domain/README.md 5.1). */
export const accountsPage = query({
  load: ({ tab: _ }: { tab: "accounts" | "requests" }, context) => ({
    access: accountAccessOf(asker(context)),
    ...ownRequests(context),
  }),
  view: (actor, { access, ...requested }, { tab }, context) => {
    signedIn(actor);
    return { tab, access, requests: ownRequestList(requested, context) };
  },
});
