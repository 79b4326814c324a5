import { Refusal } from "#src/domain/refusal.ts";
import type { Consequences } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import type { Context } from "#functions/context/context.ts";
import { required } from "#functions/input/comment.ts";
import { type Case, readerOf } from "./case.ts";

/** An agent asks the person under review; the answer has a page of its own (src/domain/README.md 2.6). */
export function ask(
  { review, comment }: Case,
  context: Context,
): Consequences & { readonly question: string } {
  if (!review.email) throw new Refusal("malformed", "errors.400");
  const question = required(comment, "question");
  const link = { purpose: "answerQuestion", to: readerOf(review), subjectId: review.id } as const;
  return { question, ...sendLink(link, "information-asked", { question }, context) };
}
