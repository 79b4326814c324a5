import { type AccessRequestRow, requestById } from "#db/queries/access-request-row.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { reviewById, type ReviewRow } from "#db/queries/review.ts";
import { invalid } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { answerRequest } from "#functions/consequences/access-request/answer.ts";
import { answerReview } from "#functions/consequences/review/answer.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { deciderRecords } from "#functions/standing/deciders.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** Somebody answers what whoever decides wants to know (src/domain/README.md 2.4 and 2.6). */
export const answerQuestion = matter({
  action: "review.answer",

  load: (hash, context) => ({
    link: linkByHash(hash),
    review: reviewById(subjectByHash(hash)),
    request: requestById(subjectByHash(hash)),
    ...deciderRecords(subjectByHash(hash)),
    ...knownAgents(context),
  }),

  place: ({ request: [request], review: [review] }) => (request?.placeName ?? review?.organizationName) || "",

  view: (_, { review, request }) => {
    const waits = waiting(review[0], request[0]);
    return waits
      ? { face: "answerQuestion" as const, question: waits.question ?? "", aboutRequest: "asked" in waits }
      : { face: "withdrawn" as const, status: 410 };
  },

  done: () => ({ said: { key: "acts.answer.done" } }),
  repeat: () => "tasks",

  decide: (_, { review, request, known, ...deciders }, fields, context) => {
    const waits = waiting(review[0], request[0]);
    if (!waits) throw linkOver();
    const answer = readAnswer(fields["answer"]);
    const follows =
      "asked" in waits
        ? answerRequest(waits, deciders, answer, context)
        : answerReview(waits, known, answer, context);
    return { next: "tasks", ...follows };
  },
});

/** What waits for the answer. */
const waiting = (review: ReviewRow | undefined, request: AccessRequestRow | undefined) =>
  [review, request].find((one) => one?.state === "waiting");

function readAnswer(typed = "") {
  const answer = manyLines(typed);
  const problem = longText(answer);
  if (problem)
    throw invalid({ answer: { key: `link.answer.errors.answer${problem.kind}`, params: problem.params } });
  return answer;
}
