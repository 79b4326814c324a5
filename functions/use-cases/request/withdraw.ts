import { requestById } from "#db/queries/access-request-row.ts";
import { accountById } from "#db/queries/account.ts";
import { nomineesOf } from "#db/queries/nominee.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { identifierReviews } from "#db/queries/review.ts";
import { withdrawing, withdrawn } from "#src/domain/act.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { withdrawRequest } from "#functions/consequences/access-request/withdraw.ts";
import { withdrawAccount } from "#functions/consequences/account/withdraw.ts";
import { ownRequest } from "#functions/rights/own-request.ts";
import { requestedAccount } from "#functions/standing/requested-account.ts";

/** The requester takes an own request back, whether it is for access or for a Smart Account. */
export const withdraw = command({
  action: "accessRequest.withdraw",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }, context) => ({
    ...ownRequest(id, context),
    request: requestById(id),
    cases: openCasesOf(id),
    account: accountById(id),
    nominees: nomineesOf(id),
    reviews: identifierReviews(id),
  }),
  allow: signedIn,

  done: ({ request: [request], account: [account] }) => ({
    said: withdrawn(account?.name ?? request?.placeName ?? ""),
  }),

  decide: (person, { request: [request], cases, account: rows, nominees, reviews }, { id }, context) => {
    const account = requestedAccount(rows);
    return account
      ? withdrawAccount({ account, nominees, reviews }, person, context)
      : {
          next: `requests/${id}`,
          ...withdrawRequest(request, cases, person, context),
          check: withdrawing(request?.placeName ?? ""),
        };
  },
});
