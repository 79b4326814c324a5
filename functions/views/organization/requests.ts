import { settledBelow, undecidedBelow } from "#db/queries/access-request-row.ts";
import { idBelow } from "#db/queries/access-request.ts";
import { type OrganizationId, organizationIdOf } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { attemptAt, decideHere, listed } from "#functions/consequences/access-request/decide-here.ts";
import { administratorIn, decisionRecords, decisionView } from "#functions/standing/decision.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { query } from "#functions/command/query.ts";
import { allowedIn, heading, type Place, placeOf } from "#functions/rights/organization.ts";

/** The requests in an organization and below it: to decide, and settled (src/domain/README.md 2.7). */
export const organizationRequestsPage = query({
  load: ({ id }: { id: OrganizationId }, context) => ({
    ...placeOf(id, context),
    undecided: undecidedBelow(id),
    settled: settledBelow(id),
  }),
  view: (actor, loaded, _, { now }) => {
    const at = allowedIn(actor, loaded, "accessRequest.decide");
    return {
      ...heading(at),
      undecided: loaded.undecided.map((request) => listed(request, now)),
      settled: loaded.settled.map((request) => listed(request, now)),
    };
  },
});

interface One {
  readonly id: OrganizationId;
  readonly request: string;
}

const recordsOf = ({ id, request }: One) => decisionRecords(idBelow(id, request));

/** One of these requests, with the decision as long as there is one to make. */
export const organizationRequestPage = query({
  load: (one: One, context) => ({ ...placeOf(one.id, context), ...recordsOf(one) }),
  view: (actor, loaded) => {
    const at = allowedIn(actor, loaded as Place, "accessRequest.decide");
    const [request] = loaded.request;
    if (!request) throw new Refusal("notFound", "errors.404");
    return {
      ...heading(at),
      request: decisionView(request, administratorIn(loaded, at.person), loaded.parts),
    };
  },
});

/** The same decision as by link, from access management or To do. */
export const decideInPlace = command({
  action: "accessRequest.decide",

  input: ({ id = "", request = "", ...fields }: Fields) => ({
    id: organizationIdOf(id),
    request,
    fields,
  }),

  load: (one, context) => ({ ...placeOf(one.id, context), ...recordsOf(one) }),

  attempt: (loaded) => attemptAt(loaded),

  allow: (actor, loaded) => allowedIn(actor, loaded, "accessRequest.decide"),

  decide: ({ person }, loaded, { id, fields }, context) => {
    return decideHere(
      loaded,
      person,
      (request) => organizationAddress(id, `requests/${request}`),
      fields,
      context,
    );
  },
});
