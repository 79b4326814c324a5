import { mustChange } from "#db/client.ts";
import { type AccessRequestRow, requestById } from "#db/queries/access-request-row.ts";
import { actOnLink, subjectByHash } from "#db/queries/link.ts";
import { moveReview, reviewById, type ReviewRow } from "#db/queries/review.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { answerRequest } from "#functions/consequences/access-request/answer.ts";
import { deciderRecords } from "#functions/standing/deciders.ts";
import { agentsAmong, type KnownAgents, knownAgents } from "#functions/rights/agent.ts";
import { matter } from "./matter.ts";

/** Somebody answers what whoever decides wants to know (src/domain/README.md 2.4 and 2.6). */
export const answerQuestion = matter({
  purpose: "answerQuestion",
  action: "review.answer",

  load: (hash, context) => ({
    review: reviewById(subjectByHash(hash)),
    request: requestById(subjectByHash(hash)),
    ...deciderRecords(subjectByHash(hash)),
    ...knownAgents(context),
  }),

  organization: ({ loaded }) => (loaded.request[0]?.placeName ?? loaded.review[0]?.organizationName) || "",

  view: ({ loaded: { review, request } }) => {
    const asked = waiting(review[0], request[0]);
    return asked
      ? { face: "answerQuestion" as const, question: asked.question ?? "", aboutRequest: "asked" in asked }
      : { face: "withdrawn" as const, status: 410 };
  },

  decide: ({ loaded, person, link, state }, fields, context) => {
    const { review, request, known, ...deciders } = loaded;
    if (state === "acted") return { next: "tasks" };
    const asked = waiting(review[0], request[0]);
    if (state !== "live" || !asked) throw new Refusal("gone", "link.expired");
    const answer = manyLines(fields["answer"] ?? "");
    const problem = longText(answer);
    if (problem)
      throw invalid({ answer: { key: `link.answer.errors.answer${problem.kind}`, params: problem.params } });
    const follows =
      "asked" in asked
        ? answerRequest(asked, deciders, answer, context)
        : answerReview(asked, known, answer, context);
    return {
      next: "tasks",
      ...follows,
      writes: [mustChange(actOnLink(link.id, person.id, context.now)), ...follows.writes],
    };
  },
});

/** What waits for the answer. */
const waiting = (review: ReviewRow | undefined, request: AccessRequestRow | undefined) =>
  [review, request].find((one) => one?.state === "waiting");

/** The agent's clock starts again. */
function answerReview(
  { id, name, email, organizationId }: ReviewRow,
  known: KnownAgents,
  answer: string,
  { now, settings }: Context,
): Pick<Accepted, "writes" | "audit" | "mail"> {
  const dueAt = now + limits.review.answerWithin;
  return {
    writes: [mustChange(moveReview({ id, state: "waiting" }, "answer", { answer, dueAt }))],
    audit: [{ subjectId: id, organizationId, from: "waiting", to: "open" }],
    mail: agentsAmong(settings.agents, known).map((to) => ({
      template: "answer-received",
      to,
      params: { reviewId: id, name: name ?? "", email: email ?? "", answer },
    })),
  };
}
