import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import { required } from "#functions/input/comment.ts";
import { type Case, type Consequences, readerOf } from "./kinds/kind.ts";

/** An agent asks the person under review; the answer has a page of its own (src/domain/README.md 2.6). */
export function ask(
  { review, comment }: Case,
  context: Context,
): Consequences & { readonly question: string } {
  const { id, email } = review;
  if (!email) throw new Refusal("malformed", "errors.400");
  const question = required(comment, "question");
  const link = issueLink(
    { purpose: "answerQuestion", email, subjectId: id, lifetime: limits.lastingLink.lifetime },
    context,
  );
  return {
    question,
    writes: [link.write],
    audit: [],
    mail: [
      {
        template: "information-asked",
        to: readerOf(review),
        linkId: link.id,
        params: { question },
      },
    ],
  };
}
