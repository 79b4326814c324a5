import { mustChange } from "#db/client.ts";
import { type AccountRow, isPastTime, moveAccount } from "#db/queries/account.ts";
import { moveNominee, type NomineeRow } from "#db/queries/nominee.ts";
import { endLinks } from "#db/queries/link.ts";
import { type AccountState, smartAccount } from "#src/domain/account.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { bothReaders } from "./readers.ts";

type Ending = "decline" | "expire" | "withdraw" | "refuse";

/** Ends an account that was never active, with its nominations and its link. */
export function endAccount(
  account: AccountRow,
  nominees: readonly NomineeRow[],
  event: Ending,
  comment: string | null,
  { now }: Pick<Context, "now">,
): Pick<Accepted, "writes" | "audit"> {
  const waiting = nominees.filter(({ state }) => state === "nominated");
  const inTime = event === "expire" ? isPastTime(now) : undefined;
  return {
    writes: [
      mustChange(
        moveAccount(account, event, { endedAt: now, ...(comment && { comment }), changedAt: now }, inTime),
      ),
      endLinks("activateAccount", account.id, now),
      ...waiting.map((one) => moveNominee(one, "end", { changedAt: now })),
    ],
    audit: [
      { subjectId: account.id, from: account.state, to: stateAfter(account.state, event) },
      ...waiting.map(({ id }) => ({ subjectId: id, from: "nominated", to: "ended" })),
    ],
  };
}

const stateAfter = (state: AccountState, event: Ending) => smartAccount.next(state, event);

/** The 90 days are over: requester and authorizer are told (src/domain/README.md 3.7). */
export function expireAccount(
  account: AccountRow,
  nominees: readonly NomineeRow[],
  context: Pick<Context, "now">,
): Pick<Accepted, "writes" | "audit" | "mail"> {
  return {
    ...endAccount(account, nominees, "expire", null, context),
    mail: bothReaders(account).map((to) => ({
      template: "account-expired" as const,
      to,
      params: {
        account: account.name ?? "",
        domain: account.domainIdentifier ?? "",
        requester: account.requesterName || account.requesterEmail,
        own: to.email === account.requesterEmail,
        forCustomer: account.kind === "customer",
      },
    })),
  };
}
