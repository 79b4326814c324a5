import type { AccountRow } from "#db/queries/account.ts";
import type { NomineeRow } from "#db/queries/nominee.ts";
import { moveReview } from "#db/queries/review.ts";
import { endLinks } from "#db/queries/link.ts";
import type { ReviewId } from "#src/domain/ids.ts";
import type { ReviewState } from "#src/domain/review.ts";
import {
  type Consequences,
  move,
  recordedAs,
  tell,
  together,
  write,
} from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { endAccount } from "./end.ts";
import { requesterReader } from "./readers.ts";

/** Requests that wait for one identifier, with what waits for them. */
export interface Overtaken {
  readonly accounts: readonly AccountRow[];
  readonly nominees: readonly NomineeRow[];
  /** What agents are still to decide about them. */
  readonly reviews: readonly {
    readonly id: ReviewId;
    readonly state: ReviewState;
    readonly subjectId: string;
  }[];
}

/** Another account has the identifier now: these requests for it are over, and whoever made one is told where to ask. */
export const overtake = (
  { accounts, nominees, reviews }: Overtaken,
  person: Person,
  context: Pick<Context, "now">,
): Consequences =>
  together(
    accounts.map((account) => [
      recordedAs(
        "account.overtake",
        endAccount(
          account,
          nominees.filter(({ accountId }) => accountId === account.id),
          "overtake",
          null,
          context,
        ),
      ),
      tell("account-overtaken", requesterReader(account), {
        account: account.name ?? "",
        domain: account.domainIdentifier ?? "",
      }),
    ]),
    reviews.map((one) => [
      move(
        moveReview,
        one,
        "withdraw",
        { decidedAt: context.now, decidedBy: person.id },
        { action: "review.withdraw" },
      ),
      write(endLinks("answerQuestion", one.id, context.now)),
    ]),
  );
