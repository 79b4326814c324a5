import { limits } from "#src/domain/limits.ts";
import { manyLines } from "#src/domain/text.ts";
import { command, lines } from "#functions/command/command.ts";
import { onceEach, together } from "#functions/command/consequences.ts";
import { settle } from "#functions/consequences/review/kinds/settle.ts";
import { required } from "#functions/input/comment.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";
import { mayRefuse, placeOf, recordsAmong, severalReviews } from "#functions/standing/review.ts";

/** An agent refuses several reviews at once for one reason, each on record as if alone. */
export const refuseSeveral = command({
  action: "review.refuse",
  repeated: ["review"],

  input: ({ review = "", comment = "" }) => ({
    ids: lines(review).slice(0, limits.review.refusedAtOnce),
    comment: manyLines(comment),
  }),

  load: ({ ids }, context) => ({ ...agentRecords(context), ...severalReviews(ids) }),

  allow: (actor, _, __, context) => agent(actor, context),

  decide: (person, loaded, { ids, comment }, context) => {
    const open = ids.flatMap((_, at) => {
      const records = recordsAmong(loaded, at);
      const [review] = records.review;
      return review && mayRefuse(review, person) ? [{ review, records }] : [];
    });
    if (!open.length) return { next: "reviews" };
    shownLately(person, context);
    required(comment);
    const follows = together(
      open.map((one) => settle({ ...one, agent: person, comment, fields: {} }, "refuse", context)),
    );
    return {
      next: "reviews",
      check: {
        question: {
          key: "reviews.several.sure",
          params: { count: open.length, domain: open[0]!.review.domain ?? "" },
        },
        loses: open.map(({ review }) => ({
          key: "acts.reviews.one",
          params: {
            name: review.name || (review.email ?? ""),
            place: placeOf(review) ?? "",
          },
        })),
        follows: [{ key: "reviews.several.text" }],
        quote: comment,
        confirm: { key: "reviews.several.confirm" },
      },
      ...onceEach(follows),
    };
  },
});
