import { settledIn, undecidedIn } from "#db/queries/access-request-row.ts";
import { requestIdIn } from "#db/queries/access-request.ts";
import { type PlaceKey, realmOf } from "#db/queries/place.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { query } from "#functions/command/query.ts";
import { listed } from "#functions/consequences/access-request/decide-here.ts";
import { deciderRecords } from "#functions/rights/decider.ts";
import { administratorIn, decisionRecords, decisionView } from "#functions/standing/decision.ts";
import { heading, inPart, partRecords } from "./part.ts";

/** The requests in a place and below it: to decide, and settled (src/domain/README.md 2.7 and 5.6). */
export const requests = <Address, Key extends PlaceKey>(keyOf: (address: Address) => Key) =>
  query({
    load: (address: Address, context) => {
      const key = keyOf(address);
      const realm = realmOf(key);
      return {
        ...partRecords(key, "requests", context),
        undecided: undecidedIn(realm),
        settled: settledIn(realm),
      };
    },
    view: (actor, { undecided, settled, ...records }, _, { now }) => ({
      ...heading(inPart(actor, records, "requests")),
      undecided: undecided.map((request) => listed(request, now)),
      settled: settled.map((request) => listed(request, now)),
    }),
  });

/** One of these requests, with the decision as long as there is one to make. */
export const request = <Address, Key extends PlaceKey>(keyOf: (address: Address) => Key) =>
  query({
    load: (one: Address & { readonly request: string }, context) => {
      const key = keyOf(one);
      const id = requestIdIn(realmOf(key), one.request);
      return {
        ...partRecords(key, "requests", context),
        ...decisionRecords(id),
        ...deciderRecords(id, context),
      };
    },
    view: (actor, { place, holds, allowed, ...records }, _, context) => {
      const at = inPart(actor, { place, holds, allowed }, "requests");
      const [request] = records.request;
      if (!request) throw new Refusal("notFound", "errors.404");
      const decider = administratorIn(records, at.person);
      return { ...heading(at), request: decisionView(request, decider, records.parts, context) };
    },
  });
