import { mustChange } from "../../../db/client.ts";
import { moveReview, reviewById } from "../../../db/queries/review.ts";
import { limits } from "../../../src/domain/limits.ts";
import { invalid, Refusal } from "../../../src/domain/refusal.ts";
import { longText, manyLines } from "../../../src/domain/text.ts";
import { issueLink } from "../../links.ts";
import { command } from "../command.ts";
import { agent } from "./agents.ts";

/** An agent asks the person under review; the answer has a page of its own (product.md 2.6). */
export const askPerson = command({
  action: "review.ask",

  input: ({ id = "", decision, comment = "" }) => {
    const question = manyLines(comment);
    const problem = decision === "ask" ? longText(question) : null;
    if (problem)
      throw invalid({ comment: { key: `reviews.errors.question${problem.kind}`, params: problem.params } });
    return { id, decision, question };
  },

  load: ({ id }) => ({ review: reviewById(id) }),

  decide: (actor, { review: [review] }, { decision, question }, context) => {
    agent(actor, context);
    if (!review?.email || review.name === null) throw new Refusal("notFound", "errors.404");
    if (decision !== "ask") throw new Refusal("malformed", "errors.400");
    const next = `reviews/${review.id}`;
    if (review.state === "waiting" && review.question === question) return { next };
    if (review.state !== "open") throw new Refusal("conflict", "errors.moved");
    const { id, email, name, language } = review;
    const link = issueLink(
      { purpose: "answerQuestion", email, subjectId: id, lifetime: limits.lastingLink.lifetime },
      context,
    );
    return {
      next,
      writes: [mustChange(moveReview({ id, state: "open" }, "ask", { question, answer: null })), link.write],
      audit: [{ subjectId: id, from: "open", to: "waiting" }],
      mail: [
        {
          template: "information-asked",
          to: { email, name, language },
          priority: "decide",
          linkId: link.id,
          params: { question },
        },
      ],
    };
  },
});
