import { actOnOwnRequest } from "#functions/use-cases/access-request/act-on-own.ts";
import { requestPage } from "./request.ts";
import { accountRequestRecords, accountRequestView, actOnAccountRequest } from "./account-request.ts";
import { command } from "#functions/command/command.ts";
import { query, signedIn } from "#functions/command/query.ts";

/** One of my requests: for access, or for a Smart Account. */
export const ownRequestPage = query({
  load: (input: { id: string }, context) => ({
    ...requestPage.load(input, context),
    ...accountRequestRecords(input.id, context),
  }),
  view: (actor, loaded, input, context) =>
    loaded.account.length
      ? { account: accountRequestView(loaded, signedIn(actor), context) }
      : { access: requestPage.view(actor, loaded, input, context) },
});

/** What a requester does with one of the own requests. */
export const actOnEitherRequest = command({
  action: "request.act-on-own",
  input: actOnOwnRequest.input,
  load: (input, context) => ({
    ...actOnOwnRequest.load(input, context),
    ...accountRequestRecords(input.id, context),
  }),
  allow: signedIn,
  decide: (person, loaded, input, context) => {
    const forAccount = loaded.account.length > 0;
    const decision = forAccount
      ? actOnAccountRequest(loaded, person, input.action, context)
      : actOnOwnRequest.decide(person, loaded, input, context);
    const action = forAccount ? `account.${input.action}` : `accessRequest.${input.action}`;
    return "audit" in decision
      ? { ...decision, audit: decision.audit.map((entry) => ({ action, ...entry })) }
      : decision;
  },
});
