import { type AccessRequestRow, requestById, requestsOf } from "../../../db/queries/access-request.ts";
import { undecided } from "../../../src/domain/access-request.ts";
import { masked } from "../../../src/domain/email.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { asker, query, signedIn } from "../query.ts";

/** A request as its requester may see it: the administrator's address masked. */
export const requestView = (request: AccessRequestRow) => ({
  id: request.id,
  state: request.state,
  organization: request.organizationName,
  contractNumber: request.contractNumber,
  serialNumber: request.serialNumber,
  since: request.createdAt,
  decidedAt: request.decidedAt,
  asked: { name: request.askedName, email: masked(request.askedEmail) },
  unreachable: request.delivery === "bounced" || request.delivery === "set-aside",
  delivered: request.delivery === "delivered",
  open: (undecided as readonly string[]).includes(request.state),
});

/** *My requests*. */
export const requestsPage = query({
  load: (_: unknown, context) => ({ requests: requestsOf(asker(context)) }),
  view: (actor, { requests }) => {
    signedIn(actor);
    return { requests: requests.map(requestView) };
  },
});

/** One of my requests; nobody else learns that it exists. */
export const requestPage = query({
  load: ({ id }: { id: string }) => ({ request: requestById(id) }),
  view: (actor, { request: [request] }) => {
    const person = signedIn(actor);
    if (request?.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
    return requestView(request);
  },
});
