import { accountAccessOf } from "../../../db/queries/account-access.ts";
import { requestsOf } from "../../../db/queries/access-request.ts";
import { listedOwn } from "../access-request/pages.ts";
import { asker, query, signedIn } from "../query.ts";

/** *Access*: what I have in Smart Accounts, or my requests (product.md 5.1). */
export const accessPage = query({
  load: ({ tab: _ }: { tab: "accounts" | "requests" }, context) => ({
    access: accountAccessOf(asker(context)),
    requests: requestsOf(asker(context)),
  }),
  view: (actor, { access, requests }, { tab }, { now }) => {
    signedIn(actor);
    return { tab, access, requests: requests.map((request) => listedOwn(request, now)) };
  },
});
