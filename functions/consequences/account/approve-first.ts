import { isInTime, moveAccount } from "#db/queries/account.ts";
import type { IdentifierReason } from "#src/domain/domain-identifier.ts";
import { move, together } from "#functions/command/consequences.ts";
import type { Accepted } from "#functions/command/decision.ts";
import type { Context } from "#functions/context/context.ts";
import { oneMoreCase, type OpenCases } from "#functions/quotas/open-cases.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { type Activation, columnsOf } from "./activate.ts";
import { askApproval } from "./ask-approval.ts";
import { requesterReader } from "./readers.ts";

/** A corrected identifier that an agent must approve goes to an agent; the activation e-mail leaves again after that. */
export function approveFirst(
  activation: Activation,
  reasons: readonly IdentifierReason[],
  { known, casesCaused }: OpenCases & { readonly known: KnownAgents },
  context: Context,
): Accepted {
  const { account, person, name, domainIdentifier } = activation;
  const { now } = context;
  const requester = { id: account.requesterId, ...requesterReader(account) };
  const readers = person.id === account.requesterId ? [requester] : [requester, person];
  return {
    next: `requests/${account.id}`,
    ...together(
      oneMoreCase({ casesCaused }, requester),
      move(
        moveAccount,
        account,
        "sendForApproval",
        { ...columnsOf(activation), activationSentAt: null, warnings: 0, changedAt: now },
        { guard: isInTime(now) },
      ),
      askApproval({ id: account.id, name, domainIdentifier, reasons, requester, readers }, known, context),
    ),
  };
}
