import { invalid } from "#src/domain/refusal.ts";
import { longText } from "#src/domain/text.ts";

/** The comment, where a decision demands one; refuses an empty and a too long one. */
export function required(comment: string, of: "reason" | "question" = "reason"): string {
  const problem = longText(comment);
  if (problem)
    throw invalid({ comment: { key: `reviews.errors.${of}${problem.kind}`, params: problem.params } });
  return comment;
}
