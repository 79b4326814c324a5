import { invalid } from "../../../../src/domain/refusal.ts";
import type { Load } from "../../query.ts";
import { required } from "../comment.ts";
import { type Deciding, readerOf } from "./kind.ts";

/** What a decision on a foreign domain identifier looks at besides the review; its subject is the Smart Account. */
export const identifierRecords = (_reviewId: string) => ({}) satisfies Load;

/** A domain identifier that is not the authorizer's own waits for an agent (product.md 3.2). */
export const identifier: Deciding<"identifier"> = {
  approve: () => {
    throw invalid({ form: { key: "errors.form" } });
  },
  refuse: (of) => ({
    writes: [],
    audit: [],
    mail: [
      {
        template: "review-outcome",
        to: readerOf(of.review),
        priority: "tell",
        params: {
          outcome: "refused",
          matter: "identifier",
          place: of.review.domainIdentifier,
          reason: required(of.comment),
          address: "requests",
        },
      },
    ],
  }),
};
