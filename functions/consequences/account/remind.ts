import type { AccountRow } from "#db/queries/account.ts";
import { activateUntil, standsAt } from "#src/domain/account.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { record, together } from "#functions/command/consequences.ts";
import type { Decision } from "#functions/command/decision.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Tries } from "#functions/quotas/quota.ts";
import { remindingAuthorizer } from "#functions/quotas/quotas.ts";
import { askActivationAgain, askingFor } from "./ask-activation.ts";

/** Sends the activation e-mail once more, with the same link: once per 48 hours. */
export function remindAuthorizer(
  account: AccountRow,
  tries: Tries<"account-reminder">,
  person: Person,
  context: Context,
): Decision {
  const { id, state, linkId, requesterId } = account;
  if (requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (standsAt(account, context.now) !== "provisional" || !linkId)
    throw new Refusal("conflict", "errors.409");
  const counted = remindingAuthorizer.take(tries, { "account-reminder": id }, context);
  return {
    next: `requests/${id}`,
    ...together(
      counted,
      record({ action: "account.remind", subjectId: id, from: state, to: state }),
      askActivationAgain(askingFor(account), linkId, activateUntil(account.activationSentAt!)),
    ),
  };
}
