import { requestById } from "#db/queries/access-request-row.ts";
import { accountById } from "#db/queries/account.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { remindDeciders } from "#functions/consequences/access-request/remind-deciders.ts";
import { remindAuthorizer } from "#functions/consequences/account/remind.ts";
import { remindingAuthorizer } from "#functions/quotas/quotas.ts";
import { ownRequest } from "#functions/rights/own-request.ts";
import { deciderRecords } from "#functions/standing/deciders.ts";
import { requestedAccount } from "#functions/standing/requested-account.ts";

/** The requester has whoever decides on an own request reminded, whether it is for access or for a Smart Account. */
export const remind = command({
  action: "accessRequest.remind",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }, context) => ({
    ...ownRequest(id, context),
    request: requestById(id),
    account: accountById(id),
    ...remindingAuthorizer.read({ "account-reminder": id }, context),
    ...deciderRecords(id),
  }),
  allow: signedIn,

  done: ({ request: [request], account: [account] }) => ({
    said: {
      key: account ? "acts.remind.account" : "acts.remind.done",
      params: { place: account?.name ?? request?.placeName ?? "" },
    },
  }),

  decide: (person, { request: [request], account: rows, ...read }, { id }, context) => {
    const account = requestedAccount(rows);
    return account
      ? remindAuthorizer(account, read, person, context)
      : { next: `requests/${id}`, ...remindDeciders(request, read, person, context) };
  },
});
