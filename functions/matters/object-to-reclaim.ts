import { mustChange, mustHold } from "#db/client.ts";
import { administers, administratorsAt } from "#db/queries/administrator.ts";
import { actOnLink, endLinks, subjectByHash } from "#db/queries/link.ts";
import { moveReclaim, organizationOfReclaim, reclaimById, type ReclaimRow } from "#db/queries/reclaim.ts";
import { moveReview } from "#db/queries/review.ts";
import { invalid, Refusal, toldByPage } from "#src/domain/refusal.ts";
import { reclaim as lifecycle } from "#src/domain/reclaim.ts";
import { counts } from "#src/domain/seat.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { reviewReclaim } from "#functions/consequences/reclaim/review.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { matter } from "./matter.ts";

/** An administrator who is said to have gone objects, or hands the role over (src/domain/README.md 2.7). */
export const objectToReclaim = matter({
  purpose: "objectToReclaim",
  action: "reclaim.object",

  load: (hash, context) => ({
    reclaim: reclaimById(subjectByHash(hash)),
    deciders: administratorsAt(organizationOfReclaim(subjectByHash(hash))),
    ...knownAgents(context),
  }),

  organization: ({ loaded }) => loaded.reclaim[0]?.organizationName ?? "",

  attempt: ({ reclaim: [reclaim] }) =>
    reclaim ? { subjectId: reclaim.id, organizationId: reclaim.organizationId } : null,

  view: ({ loaded: { reclaim, deciders }, person }) => {
    const [claim] = reclaim;
    if (!claim) return { face: "withdrawn" as const, status: 410 };
    if (lifecycle.isFinal(claim.state))
      return { face: "settled" as const, status: 410, ...over(claim), on: null };
    if (!deciders.some((seat) => seat.personId === person.id && counts(seat)))
      return { face: "notYours" as const, status: 403 };
    return {
      face: "objectToReclaim" as const,
      claimant: { name: claim.claimantName, email: claim.claimantEmail, company: claim.claimantCompany },
      comment: claim.comment,
      since: claim.createdAt,
      until: claim.objectUntil,
      underReview: claim.state === "underReview",
    };
  },

  decide: ({ loaded, person, link, state }, fields, context) => {
    const [claim] = loaded.reclaim;
    if (!claim) throw toldByPage("gone");
    const next = "tasks";
    const { decision } = fields;
    const done = claim.objectedBy === person.id ? "deny" : "approve";
    if (state === "acted") {
      if (decision === done) return { next };
      throw toldByPage("gone");
    }
    if (lifecycle.isFinal(claim.state)) {
      const { key, params } = over(claim);
      throw new Refusal("conflict", key, { params });
    }
    if (state !== "live") throw toldByPage("gone");
    const { organizationId } = claim;
    if (!loaded.deciders.some((seat) => seat.personId === person.id && counts(seat)))
      throw toldByPage("forbidden");
    if (decision !== "deny" && decision !== "approve")
      throw invalid({ decision: { key: "reclaim.errors.decisionRequired" } });
    const comment = manyLines(fields["comment"] ?? "");
    const problem = comment ? longText(comment) : null;
    if (problem) throw invalid({ comment: { key: "reclaim.link.commentTooLong", params: problem.params } });

    const follows =
      decision === "deny"
        ? object(claim, person, comment || null, context)
        : claim.state === "announced"
          ? reviewReclaim(claim, "agree", loaded.known, context)
          : { writes: [], audit: [{ subjectId: claim.id, from: claim.state, to: claim.state }], mail: [] };
    const action = decision === "deny" ? "reclaim.object" : "reclaim.agree";
    return {
      next,
      writes: [
        mustChange(actOnLink(link.id, person.id, context.now)),
        mustHold(administers(person.id, organizationId)),
        ...follows.writes,
      ],
      audit: follows.audit.map((entry) => ({ action, organizationId, ...entry })),
      mail: follows.mail,
    };
  },
});

/** How it ended, who ended it, and when. */
const over = ({ state, changedAt, objectedByName, claimantName }: ReclaimRow) => ({
  key: lifecycle.isFinal(state) ? (`reclaim.over.${state}` as const) : ("errors.409" as const),
  params: { name: objectedByName ?? "", claimant: claimantName, dateTime: changedAt },
});

/** Somebody does decide there: the claim is over, nobody has to look at it any more, and the claimant is told. */
function object(
  claim: ReclaimRow,
  person: Person,
  objection: string | null,
  { now }: Context,
): Pick<Accepted, "writes" | "audit" | "mail"> {
  const { id, organizationId, reviewId, reviewState } = claim;
  const review =
    reviewId && (reviewState === "open" || reviewState === "waiting")
      ? { id: reviewId, state: reviewState }
      : null;
  return {
    writes: [
      mustChange(moveReclaim(claim, "object", { objection, objectedBy: person.id, changedAt: now })),
      endLinks("objectToReclaim", id, now),
      ...(review
        ? [
            mustChange(moveReview(review, "overtake", { decidedAt: now })),
            endLinks("answerQuestion", review.id, now),
          ]
        : []),
    ],
    audit: [
      { subjectId: id, organizationId, from: claim.state, to: "objected" },
      ...(review
        ? [
            {
              action: "review.overtake" as const,
              subjectId: review.id,
              organizationId,
              from: review.state,
              to: "overtaken",
            },
          ]
        : []),
    ],
    mail: [
      {
        template: "review-outcome",
        to: { email: claim.claimantEmail, name: claim.claimantName, language: claim.claimantLanguage },
        params: {
          outcome: "objected",
          matter: "reclaim",
          place: claim.organizationName,
          by: person.name,
          reason: objection,
          address: "onboarding/status",
        },
      },
    ],
  };
}
