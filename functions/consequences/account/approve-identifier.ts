import { type AccountRow, moveAccount } from "#db/queries/account.ts";
import type { NomineeRow } from "#db/queries/nominee.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { type Consequences, move, together } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { askActivation, askingFor } from "./ask-activation.ts";
import { endAccount } from "./end.ts";

function underApproval(account: AccountRow | undefined) {
  if (account?.state !== "underApproval") throw new Refusal("conflict", "errors.moved");
  return account;
}

/** An agent approves a foreign identifier: the activation e-mail leaves now (src/domain/README.md 3.2). */
export function approveIdentifier(waiting: AccountRow | undefined, context: Context): Consequences {
  const account = underApproval(waiting);
  const { now } = context;
  return together(
    move(moveAccount, account, "approve", { activationSentAt: now, warnings: 0, changedAt: now }),
    askActivation(askingFor(account), context),
  );
}

/** An agent refuses it with a reason: the request has come to nothing. */
export const refuseIdentifier = (
  waiting: AccountRow | undefined,
  nominees: readonly NomineeRow[],
  comment: string,
  context: Context,
): Consequences => endAccount(underApproval(waiting), nominees, "refuse", comment, context);
