import { type AccountRow, isPastTime, moveAccount } from "#db/queries/account.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveNominee, type NomineeRow } from "#db/queries/nominee.ts";
import { type Consequences, move, tell, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { bothReaders } from "./readers.ts";

type Ending = "decline" | "expire" | "withdraw" | "refuse" | "overtake";

/** Ends an account that was never active, with its nominations and its link. */
export function endAccount(
  account: AccountRow,
  nominees: readonly NomineeRow[],
  event: Ending,
  comment: string | null,
  { now }: Pick<Context, "now">,
): Consequences {
  const waiting = nominees.filter(({ state }) => state === "nominated");
  const guard = event === "expire" ? isPastTime(now) : undefined;
  const changes = { endedAt: now, ...(comment && { comment }), changedAt: now };
  return together(
    move(moveAccount, account, event, changes, { guard }),
    write(endLinks("activateAccount", account.id, now)),
    waiting.map((one) => move(moveNominee, one, "end", { changedAt: now })),
  );
}

/** The 90 days are over: requester and authorizer are told (src/domain/README.md 3.7). */
export const expireAccount = (
  account: AccountRow,
  nominees: readonly NomineeRow[],
  context: Pick<Context, "now">,
): Consequences =>
  together(
    endAccount(account, nominees, "expire", null, context),
    bothReaders(account).map((to) =>
      tell(
        "account-expired",
        to,
        {
          account: account.name ?? "",
          domain: account.domainIdentifier ?? "",
          requester: account.requesterName || account.requesterEmail,
          requesterEmail: account.requesterEmail,
          own: to.email === account.requesterEmail,
          forCustomer: account.kind === "customer",
        },
        // The link says nothing in it: it tells whose invitation has ended.
        account.linkId ? { linkId: account.linkId } : {},
      ),
    ),
  );
