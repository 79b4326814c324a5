import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { toldByPage } from "#src/domain/refusal.ts";
import type { Fields } from "#functions/command/command.ts";
import { decide } from "#functions/consequences/access-request/decide.ts";
import { deciderRecords } from "#functions/rights/decider.ts";
import {
  administratorIn,
  alreadySettled,
  decided,
  decisionRecords,
  decisionView,
  isRepeated,
  ownDecision,
  requestAddress,
} from "#functions/standing/decision.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** An administrator sees who asks for what, on which proof, and decides (src/domain/README.md 2.4). */
export const decideRequest = matter({
  action: "accessRequest.decide",
  repeated: ["scope"],

  load: (hash, context) => ({
    link: linkByHash(hash),
    ...decisionRecords(subjectByHash(hash)),
    ...deciderRecords(subjectByHash(hash), context),
  }),

  place: (loaded, person) => {
    const [request] = loaded.request;
    return (administratorIn(loaded, person) ? request?.placeName : request?.askedName) ?? "";
  },

  tellsUse: true,
  view: ({ person, link, state }, loaded, context) => {
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
        at: own === "ask" ? link.actedAt! : (request.decidedAt ?? link.actedAt!),
        /** The question was answered: it is to be decided now. */
        waits: request.state === "pending" && on !== null,
        on,
      };
    // Whoever decides there no more learns nothing of what others have decided since.
    if (!decider) return { face: "notYours" as const, status: 403 };
    if (!isUndecided(request)) {
      const { key, details } = alreadySettled(request);
      return { face: "settled" as const, status: 410, key, params: details.params!, on };
    }
    return { face: "decideRequest" as const, request: decisionView(request, decider, loaded.parts, context) };
  },

  attempt: ({ request: [request] }) =>
    request && { subjectId: request.id, organizationId: request.organizationId },

  repeat: ({ person }, loaded, fields) => {
    const [request] = loaded.request;
    if (!request || !isRepeated(request, person, fields)) return null;
    return administratorIn(loaded, person) ? nextAfter(request, fields) : "tasks";
  },

  overtaken: ({ person }, loaded) => {
    const [request] = loaded.request;
    if (request && !isUndecided(request) && ownDecision(request, person) === "ask")
      if (administratorIn(loaded, person)) throw alreadySettled(request);
  },

  done: ({ request: [request] }, fields) => (request ? decided(request, fields) : null),
  usesLink: true,
  decide: ({ person }, loaded, fields, context) => {
    const [request] = loaded.request;
    if (!request) throw linkOver();
    const decider = administratorIn(loaded, person);
    if (!decider) throw toldByPage("forbidden");
    return { next: nextAfter(request, fields), ...decide(loaded, decider, fields, context) };
  },
});

const nextAfter = (request: AccessRequestRow, { decision }: Fields) =>
  decision === "deny" ? "tasks" : requestAddress(request);
