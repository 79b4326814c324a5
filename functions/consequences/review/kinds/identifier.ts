import { type Consequences, tell, together } from "#functions/command/consequences.ts";
import { approveIdentifier, refuseIdentifier } from "#functions/consequences/account/approve-identifier.ts";
import { type Case, readerOf } from "#functions/consequences/review/case.ts";
import { required } from "#functions/input/comment.ts";
import type { Deciding } from "./kind.ts";

const tellOutcome = (
  { review }: Case,
  outcome: "approved" | "refused",
  reason: string | null,
): Consequences =>
  tell("review-outcome", readerOf(review), {
    outcome,
    matter: "identifier",
    place: review.domainIdentifier,
    reason,
    address: `requests/${review.subjectId}`,
  });

/** A domain identifier that is not the authorizer's own waits for an agent (src/domain/README.md 3.2). */
export const identifier: Deciding<"identifier"> = {
  approve: (of, context) =>
    together(
      tellOutcome(of, "approved", of.comment || null),
      approveIdentifier(of.records.account[0], context),
    ),
  refuse: (of, context) => {
    const { account, nominees } = of.records;
    const reason = required(of.comment);
    return together(
      refuseIdentifier(account[0], nominees, reason, context),
      tellOutcome(of, "refused", reason),
    );
  },
};
