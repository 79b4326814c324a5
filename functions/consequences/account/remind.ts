import type { AccountRow } from "#db/queries/account.ts";
import { activateUntil, standsAt } from "#src/domain/account.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Decision } from "#functions/command/command.ts";
import type { Tries } from "#functions/quotas/quota.ts";
import { remindingAuthorizer } from "#functions/quotas/quotas.ts";
import { toActivate } from "./ask-activation.ts";
import { authorizerReader, requesterReader } from "./readers.ts";

/** Sends the activation e-mail once more, with the same link: once per 48 hours. */
export function remindAuthorizer(
  account: AccountRow,
  tries: Tries<"account-reminder">,
  person: Person,
  context: Context,
): Decision {
  if (account.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (standsAt(account, context.now) !== "provisional" || !account.linkId)
    throw new Refusal("conflict", "errors.409");
  const counted = remindingAuthorizer.take(tries, { "account-reminder": account.id }, context);
  const asking = {
    id: account.id,
    kind: account.kind,
    name: account.name ?? "",
    domainIdentifier: account.domainIdentifier ?? "",
    message: account.message,
    requester: requesterReader(account),
    authorizer: authorizerReader(account),
  };
  return {
    next: `requests/${account.id}`,
    writes: counted.writes,
    audit: [{ subjectId: account.id, from: "provisional", to: "provisional" }],
    mail: [toActivate(asking, account.linkId, activateUntil(account.activationSentAt!))],
  };
}
