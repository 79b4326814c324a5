import type { AccountRow } from "#db/queries/account.ts";
import { endLinks } from "#db/queries/link.ts";
import type { NomineeRow } from "#db/queries/nominee.ts";
import { moveReview } from "#db/queries/review.ts";
import { standsAt } from "#src/domain/account.ts";
import { withdrawing } from "#src/domain/act.ts";
import type { ReviewId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { ReviewState } from "#src/domain/review.ts";
import { move, recordedAs, together, write } from "#functions/command/consequences.ts";
import type { Decision } from "#functions/command/decision.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { endAccount } from "./end.ts";

interface Withdrawing {
  readonly account: AccountRow;
  readonly nominees: readonly NomineeRow[];
  /** What an agent is still to decide about it. */
  readonly reviews: readonly { readonly id: ReviewId; readonly state: ReviewState }[];
}

/** The requester takes the request back as long as the account is not active. */
export function withdrawAccount(
  { account, nominees, reviews }: Withdrawing,
  person: Person,
  context: Context,
): Decision {
  const { now } = context;
  const next = `requests/${account.id}`;
  if (account.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  const state = standsAt(account, now);
  if (state === "withdrawn") return { next };
  if (state !== "provisional" && state !== "underApproval") throw new Refusal("conflict", "errors.409");
  const decided = { decidedAt: now, decidedBy: person.id };
  return {
    next,
    check: withdrawing(account.name ?? ""),
    ...together(
      recordedAs("account.withdraw", endAccount(account, nominees, "withdraw", null, context)),
      reviews.map((one) => [
        move(moveReview, one, "withdraw", decided, { action: "review.withdraw" }),
        write(endLinks("answerQuestion", one.id, now)),
      ]),
    ),
  };
}
