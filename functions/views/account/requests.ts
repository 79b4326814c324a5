import { settledInAccount, undecidedInAccount } from "#db/queries/access-request-row.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { idInAccount } from "#db/queries/access-request.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { attemptAt, decideHere, listed } from "#functions/consequences/access-request/decide-here.ts";
import { administratorIn, decisionRecords, decisionView } from "#functions/standing/decision.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { query } from "#functions/command/query.ts";
import {
  accountHeading,
  type AccountPlace,
  accountPlace,
  allowedInAccount,
} from "#functions/rights/account.ts";

/** The requests for a Smart Account: to decide, and settled (src/domain/README.md 5.6). */
export const accountRequestsPage = query({
  load: ({ domain }: { domain: string }, context) => ({
    ...accountPlace(domain, context),
    undecided: undecidedInAccount(accountIdOf(domain)),
    settled: settledInAccount(accountIdOf(domain)),
  }),
  view: (actor, loaded, _, { now }) => ({
    ...accountHeading(allowedInAccount(actor, loaded, "accountRequest.decide")),
    undecided: loaded.undecided.map((request) => listed(request, now)),
    settled: loaded.settled.map((request) => listed(request, now)),
  }),
});

interface One {
  readonly domain: string;
  readonly request: string;
}

const records = ({ domain, request }: One) => decisionRecords(idInAccount(accountIdOf(domain), request));

/** One of these requests, with the decision as long as there is one to make. */
export const accountRequestPage = query({
  load: (one: One, context) => ({ ...accountPlace(one.domain, context), ...records(one) }),
  view: (actor, loaded) => {
    const at = allowedInAccount(actor, loaded as AccountPlace, "accountRequest.decide");
    const [request] = loaded.request;
    if (!request) throw new Refusal("notFound", "errors.404");
    const decider = administratorIn(loaded, at.person);
    return { ...accountHeading(at), request: decisionView(request, decider, loaded.parts) };
  },
});

/** The same decision as by link, from the account or To do. */
export const decideInAccount = command({
  action: "accessRequest.decide",
  repeated: ["scope"],

  input: ({ domain = "", request = "", ...fields }: Fields) => ({ domain, request, fields }),

  load: (one, context) => ({ ...accountPlace(one.domain, context), ...records(one) }),

  attempt: (loaded) => attemptAt(loaded),

  allow: (actor, loaded) => allowedInAccount(actor, loaded as AccountPlace, "accountRequest.decide"),

  decide: (at, loaded, { fields }, context) => {
    const address = (id: string) => accountAddress(at.domain, `requests/${id}`);
    return decideHere(loaded, at.person, address, fields, context);
  },
});
