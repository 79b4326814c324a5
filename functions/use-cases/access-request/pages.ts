import {
  type AccessRequestRow,
  askedOf,
  requestById,
  requestsOf,
} from "../../../db/queries/access-request.ts";
import { isUndecided } from "../../../src/domain/access-request.ts";
import { masked } from "../../../src/domain/email.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { asker, query, signedIn } from "../query.ts";

const failed = ["bounced", "complained", "set-aside"];

/** A request as its requester may see it: the addresses of those who are asked masked. */
export function requestView(request: AccessRequestRow) {
  const asked = askedOf(request);
  return {
    id: request.id,
    state: request.state,
    stage: request.stage,
    place: request.placeName,
    contractNumber: request.contractNumber,
    serialNumber: request.serialNumber,
    reason: request.reason,
    role: request.role,
    comment: request.comment,
    question: request.question,
    since: request.createdAt,
    decidedAt: request.decidedAt,
    asked: asked.map(({ name, email, at, delivery }) => ({
      name,
      email: masked(email),
      at,
      delivered: delivery === "delivered",
      unreachable: failed.includes(delivery ?? ""),
    })),
    /** Nobody who is asked can be reached. */
    unreachable: asked.length > 0 && asked.every(({ delivery }) => failed.includes(delivery ?? "")),
    open: isUndecided(request),
  };
}

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
