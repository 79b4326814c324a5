import { query, signedIn } from "#functions/command/query.ts";
import { ownRequestList, ownRequests } from "./request/own-requests.ts";

/** *My requests*. */
export const requestsPage = query({
  load: (_: unknown, context) => ownRequests(context),
  view: (actor, loaded, _, context) => {
    signedIn(actor);
    return { requests: ownRequestList(loaded, context) };
  },
});
