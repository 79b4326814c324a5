import { nomineesOf } from "#db/queries/nominee.ts";
import { ofReview } from "#db/queries/review.ts";
import { approveIdentifier, refuseIdentifier } from "#functions/consequences/account/approve-identifier.ts";
import { identifierFacts } from "#functions/standing/identifier-evidence.ts";
import { required } from "#functions/input/comment.ts";
import { type Case, type Deciding, readerOf } from "./kind.ts";

/** What a decision on a foreign domain identifier looks at besides the review; its subject is the Smart Account. */
export const identifierRecords = (reviewId: string) => ({
  ...identifierFacts(ofReview(reviewId, "subject_id")),
  nominees: nomineesOf(ofReview(reviewId, "subject_id")),
});

const told = ({ review }: Case, outcome: "approved" | "refused", reason: string | null) => ({
  template: "review-outcome" as const,
  to: readerOf(review),
  params: {
    outcome,
    matter: "identifier" as const,
    place: review.domainIdentifier,
    reason,
    address: `requests/${review.subjectId}`,
  },
});

/** A domain identifier that is not the authorizer's own waits for an agent (src/domain/README.md 3.2). */
export const identifier: Deciding<"identifier"> = {
  approve: (of, context) => {
    const { writes, audit, mail } = approveIdentifier(of.records.account[0], context);
    return { writes, audit, mail: [told(of, "approved", of.comment || null), ...mail] };
  },
  refuse: (of, context) => {
    const { account, nominees } = of.records;
    const reason = required(of.comment);
    const { writes, audit } = refuseIdentifier(account[0], nominees, reason, context);
    return { writes, audit, mail: [told(of, "refused", reason)] };
  },
};
