import { type ReviewRow } from "#db/queries/review.ts";
import { nextReview } from "#db/queries/review-queue.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { forbidden, invalid, Refusal } from "#src/domain/refusal.ts";
import { isDecision, review as lifecycle, type ReviewDecision, reviewDecisions } from "#src/domain/review.ts";
import { manyLines } from "#src/domain/text.ts";
import { withReply } from "#src/i18n/replies.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { asker } from "#functions/command/query.ts";
import { settle } from "#functions/consequences/review/kinds/settle.ts";
import type { Person } from "#functions/context/context.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";
import { isAbout, reviewRecords } from "#functions/standing/review.ts";

/** An agent decides on a review, whatever its kind; the first decision wins (src/domain/README.md 2.6). */
export const decideReview = command({
  action: "review.decide",
  repeated: ["scope"],

  input: (fields: Fields) => ({
    id: fields["id"] ?? "",
    decision: fields["decision"] ?? "",
    organizationId: fields["organizationId"] ? organizationIdOf(fields["organizationId"]) : null,
    email: normalizeEmail(fields["email"] ?? "") ?? "",
    comment: manyLines(fields["comment"] ?? ""),
    reply: fields["reply"] ?? "",
    fields,
  }),

  load: (given, context) => ({
    ...agentRecords(context),
    ...reviewRecords(given),
    following: nextReview(given.id, asker(context)),
  }),

  attempt: ({ review: [review] }) =>
    review ? { subjectId: review.id, organizationId: review.organizationId } : null,

  allow: (actor, _, __, context) => agent(actor, context),

  done: ({ review: [review] }, { decision, email }) => {
    const params = { name: review?.name || review?.email || email };
    if (!isDecision(decision)) return null;
    return { said: { key: decision === "ask" ? "acts.review.ask" : "acts.review.done", params } };
  },

  decide: (person, records, { decision, comment: typed, reply, fields }, context) => {
    const [review] = records.review;
    if (!review) throw new Refusal("notFound", "errors.404");
    if (isAbout(review, person)) throw forbidden("reviews.errors.own");
    shownLately(person, context);
    if (!decision) throw invalid({ decision: { key: "reviews.errors.decisionRequired" } });
    if (!isDecision(decision) || !allows(review, decision)) throw new Refusal("malformed", "errors.400");
    const [following] = records.following;
    const onward = following ? `reviews/${following.id}` : "reviews";
    const next = fields["then"] === "next" ? onward : `reviews/${review.id}`;
    const comment = withReply(review.language ?? context.settings.language, decision, reply, typed);
    if (isRepeated(review, decision, comment, person)) return { next };
    if (!lifecycle.next(review.state, decision)) throw alreadySettled(review);
    return { next, ...settle({ review, agent: person, records, comment, fields }, decision, context) };
  },
});

const allows = ({ kind }: ReviewRow, decision: ReviewDecision) =>
  (reviewDecisions[kind] as readonly ReviewDecision[]).includes(decision);

/** The same agent decides the same again. */
const isRepeated = (
  { state, decidedBy, question }: ReviewRow,
  decision: ReviewDecision,
  comment: string,
  { id }: Person,
) =>
  decision === "ask"
    ? state === "waiting" && question === comment
    : decidedBy === id && state === lifecycle.next("open", decision);

/** Nobody can decide any more, or not now: says who has, and when. */
function alreadySettled({ state, decidedByName, decidedAt }: ReviewRow): Refusal {
  if (state === "waiting") return new Refusal("conflict", "reviews.asked");
  const decided = state === "appointed" || state === "approved" || state === "refused";
  return new Refusal("conflict", decided ? "reviews.decided" : "reviews.over", {
    params: { name: decidedByName ?? "", dateTime: decidedAt ?? 0 },
  });
}
