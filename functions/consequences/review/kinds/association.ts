import { associateWithContract } from "#db/queries/onboarding.ts";
import { change, tell, together } from "#functions/command/consequences.ts";
import { type Case, readerOf } from "#functions/consequences/review/case.ts";
import { required } from "#functions/input/comment.ts";
import type { Deciding } from "./kind.ts";

const tellOutcome = ({ review }: Case, outcome: "approved" | "refused", reason: string | null) =>
  tell("review-outcome", readerOf(review), {
    outcome,
    matter: "association",
    place: review.contractNumber,
    reason,
    address: "onboarding/verify",
  });

/** Somebody's contract is not found for their address, and they ask to have it associated (src/domain/README.md 2.3). */
export const association: Deciding<"association"> = {
  approve: (of) =>
    together(
      change(associateWithContract(of.review.contractNumber ?? "", of.review.email ?? "")),
      tellOutcome(of, "approved", of.comment || null),
    ),
  refuse: (of) => tellOutcome(of, "refused", required(of.comment)),
};
