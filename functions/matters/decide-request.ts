import { subjectByHash } from "#db/queries/link.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { decide } from "#functions/consequences/access-request/decide.ts";
import { deciderRecords } from "#functions/rights/decider.ts";
import {
  administratorIn,
  alreadySettled,
  decisionRecords,
  decisionView,
  isRepeated,
  ownDecision,
  requestAddress,
} from "#functions/standing/decision.ts";
import { matter } from "./matter.ts";

/** An administrator sees who asks for what, on which proof, and decides (src/domain/README.md 2.4). */
export const decideRequest = matter({
  purpose: "decideRequest",
  action: "accessRequest.decide",

  load: (hash, context) => ({
    ...decisionRecords(subjectByHash(hash)),
    ...deciderRecords(subjectByHash(hash), context),
  }),

  organization: ({ loaded }) => loaded.request[0]?.placeName ?? "",

  tellsUse: true,
  view: ({ loaded, person, link, state }) => {
    const [request] = loaded.request;
    if (!request) return { face: "withdrawn" as const, status: 410 };
    const decider = administratorIn(loaded, person);
    const on = decider && requestAddress(request);
    const own = ownDecision(request, person);
    if (state === "acted" && own && (own !== "ask" || isUndecided(request)))
      return {
        face: "decided" as const,
        status: 410,
        decision: own,
        requester: request.requesterName,
        at: link.actedAt!,
        on,
      };
    if (!isUndecided(request)) {
      const { key, details } = alreadySettled(request);
      return { face: "settled" as const, status: 410, key, params: details.params!, on };
    }
    if (!decider) return { face: "notYours" as const, status: 403 };
    return { face: "decideRequest" as const, request: decisionView(request, decider, loaded.parts) };
  },

  attempt: ({ request: [request] }) =>
    request ? { subjectId: request.id, organizationId: request.organizationId } : null,

  decide: ({ loaded, person, state }, fields, context) => {
    const [request] = loaded.request;
    if (!request) throw new Refusal("gone", "link.expired");
    const next = fields["decision"] === "deny" ? "tasks" : requestAddress(request);
    if (state === "acted" && isRepeated(request, person, fields)) return { next };
    if (!isUndecided(request) && ownDecision(request, person) === "ask") throw alreadySettled(request);
    if (state !== "live") throw new Refusal("gone", "link.expired");
    const decider = administratorIn(loaded, person);
    if (!decider)
      throw new Refusal("forbidden", "decision.notYours", { params: { place: request.placeName } });
    return { next, ...decide(loaded, decider, fields, context) };
  },
});
