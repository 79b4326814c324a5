import { administers, administratorsAt } from "#db/queries/administrator.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { organizationOfReclaim, reclaimById, type ReclaimRow } from "#db/queries/reclaim.ts";
import { reclaim as lifecycle } from "#src/domain/reclaim.ts";
import { invalid, Refusal, toldByPage } from "#src/domain/refusal.ts";
import { reclaimTimeline } from "#src/domain/timeline.ts";
import { counts } from "#src/domain/seat.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { hold, record, recordedAs, together } from "#functions/command/consequences.ts";
import { objectTo } from "#functions/consequences/reclaim/object.ts";
import { reviewReclaim } from "#functions/consequences/reclaim/review.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** An administrator who is said to have gone objects, or hands the role over (src/domain/README.md 2.7). */
export const objectToReclaim = matter({
  action: "reclaim.object",

  load: (hash, context) => ({
    link: linkByHash(hash),
    reclaim: reclaimById(subjectByHash(hash)),
    deciders: administratorsAt(organizationOfReclaim(subjectByHash(hash))),
    ...knownAgents(context),
  }),

  place: ({ reclaim: [claim] }) => claim?.organizationName ?? "",

  attempt: ({ reclaim: [claim] }) => claim && { subjectId: claim.id, organizationId: claim.organizationId },

  view: ({ person }, { reclaim: [claim], deciders }, { now }) => {
    if (!claim) return { face: "withdrawn" as const, status: 410 };
    if (lifecycle.isFinal(claim.state))
      return { face: "settled" as const, status: 410, ...ending(claim), on: null };
    if (!deciders.some((seat) => seat.personId === person.id && counts(seat)))
      return { face: "notYours" as const, status: 403 };
    return {
      face: "objectToReclaim" as const,
      claimant: { name: claim.claimantName, email: claim.claimantEmail, company: claim.claimantCompany },
      comment: claim.comment,
      since: claim.createdAt,
      until: claim.objectUntil,
      timeline: reclaimTimeline({ ...claim, dueAt: null }, now),
      underReview: claim.state === "underReview",
    };
  },

  done: ({ reclaim: [claim] }, { decision }) => ({
    said: {
      key: decision === "deny" ? "acts.object.deny" : "acts.object.approve",
      params: { place: claim?.organizationName ?? "" },
    },
  }),

  repeat: ({ person }, { reclaim: [claim] }, { decision }) => {
    if (!claim) return null;
    const done = claim.objectedBy === person.id ? "deny" : "approve";
    if (decision !== done) throw toldByPage("gone");
    return "tasks";
  },

  overtaken: (_, { reclaim: [claim] }) => {
    if (!claim || !lifecycle.isFinal(claim.state)) return;
    const { key, params } = ending(claim);
    throw new Refusal("conflict", key, { params });
  },

  decide: ({ person }, { reclaim: [claim], deciders, known }, fields, context) => {
    if (!claim) throw linkOver();
    const { id: subjectId, organizationId, state } = claim;
    if (!deciders.some((seat) => seat.personId === person.id && counts(seat))) throw toldByPage("forbidden");
    const { decision } = fields;
    if (decision !== "deny" && decision !== "approve")
      throw invalid({ decision: { key: "reclaim.errors.decisionRequired" } });
    const comment = readComment(fields["comment"]);
    const follows =
      decision === "deny"
        ? objectTo(claim, person, comment, context)
        : recordedAs(
            "reclaim.agree",
            state === "announced"
              ? reviewReclaim(claim, "agree", known, context)
              : record({ subjectId, organizationId, from: state, to: state }),
          );
    return { next: "tasks", ...together(hold(administers(person.id, organizationId)), follows) };
  },
});

/** How it ended, who ended it, and when. */
const ending = ({ state, changedAt, objectedByName, claimantName }: ReclaimRow) => ({
  key: lifecycle.isFinal(state) ? (`reclaim.over.${state}` as const) : ("errors.409" as const),
  params: { name: objectedByName ?? "", claimant: claimantName, dateTime: changedAt },
});

function readComment(typed = "") {
  const comment = manyLines(typed);
  const problem = comment ? longText(comment) : null;
  if (problem) throw invalid({ comment: { key: "reclaim.link.commentTooLong", params: problem.params } });
  return comment || null;
}
