import { mustChange } from "../../../db/client.ts";
import { actOnLink, subjectByHash } from "../../../db/queries/link.ts";
import { moveReview, reviewById } from "../../../db/queries/review.ts";
import { limits } from "../../../src/domain/limits.ts";
import { invalid, Refusal } from "../../../src/domain/refusal.ts";
import { longText, manyLines } from "../../../src/domain/text.ts";
import { agentsAmong, knownAgents } from "../review/agents.ts";
import { matter } from "./matter.ts";

/** The person under review answers the agent's question; the agent's clock starts again (product.md 2.6). */
export const answerQuestion = matter({
  purpose: "answerQuestion",
  action: "review.answer",

  load: (hash, context) => ({ review: reviewById(subjectByHash(hash)), ...knownAgents(context) }),

  organization: ({ loaded }) => loaded.review[0]?.organizationName ?? "",

  view: ({ loaded: { review } }) =>
    review[0]?.state === "waiting"
      ? { face: "answerQuestion" as const, question: review[0].question ?? "" }
      : { face: "withdrawn" as const, status: 410 },

  decide: ({ loaded, person, link, state }, fields, { now, settings }) => {
    const [review] = loaded.review;
    if (state === "acted") return { next: "tasks" };
    if (state !== "live" || review?.state !== "waiting") throw new Refusal("gone", "link.expired");
    const answer = manyLines(fields["answer"] ?? "");
    const problem = longText(answer);
    if (problem)
      throw invalid({ answer: { key: `link.answer.errors.answer${problem.kind}`, params: problem.params } });
    const { id, name, email } = review;
    const dueAt = now + limits.review.answerWithin;
    return {
      next: "tasks",
      writes: [
        mustChange(actOnLink(link.id, person.id, now)),
        mustChange(moveReview({ id, state: "waiting" }, "answer", { answer, dueAt })),
      ],
      audit: [{ subjectId: id, from: "waiting", to: "open" }],
      mail: agentsAmong(settings.agents, loaded.known).map((to) => ({
        template: "answer-received" as const,
        to,
        priority: "decide" as const,
        params: { reviewId: id, name, email, answer },
      })),
    };
  },
});
