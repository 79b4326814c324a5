import { nothing, tell } from "#functions/command/consequences.ts";
import { readerOf } from "#functions/consequences/review/case.ts";
import { required } from "#functions/input/comment.ts";
import type { Deciding } from "./kind.ts";

/** What somebody thinks of the portal: read, and answered by e-mail where there is an answer and somebody to read it. */
export const feedback: Deciding<"feedback"> = {
  close: ({ review, comment }) => {
    if (!comment) return nothing;
    const answer = required(comment);
    return review.email === null || review.disabledAt !== null
      ? nothing
      : tell("feedback-answered", readerOf(review), { wrote: review.answer ?? "", answer });
  },
};
