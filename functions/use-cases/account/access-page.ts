import { accountAccessOf } from "#db/queries/account-access.ts";
import { asker, query, signedIn } from "#functions/use-cases/query.ts";
import { listed, ownRequests } from "#functions/use-cases/request/list.ts";

/** *Access*: what I have in Smart Accounts, or my requests (src/domain/README.md 5.1). */
export const accessPage = query({
  load: ({ tab: _ }: { tab: "accounts" | "requests" }, context) => ({
    access: accountAccessOf(asker(context)),
    ...ownRequests(context),
  }),
  view: (actor, { access, ...requested }, { tab }, context) => {
    signedIn(actor);
    return { tab, access, requests: listed(requested, context) };
  },
});
