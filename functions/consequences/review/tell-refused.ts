import { type Consequences, tell } from "#functions/command/consequences.ts";
import { required } from "#functions/input/comment.ts";
import { type Case, readerOf } from "./case.ts";

/** Whoever wanted to administer an organization is told that an agent refuses it, and why. */
export const tellRefused = ({ review, comment }: Case, matter: "registration" | "reclaim"): Consequences =>
  tell("review-outcome", readerOf(review), {
    outcome: "refused",
    matter,
    place: review.organizationName,
    reason: required(comment),
    address: "onboarding/status",
  });
