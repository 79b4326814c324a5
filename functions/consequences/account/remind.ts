import type { Result } from "#db/builder.ts";
import { mustChange } from "#db/client.ts";
import type { AccountRow } from "#db/queries/account.ts";
import { type attemptsSince, countAttempt } from "#db/queries/record.ts";
import { activateUntil, standsAt } from "#src/domain/account.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal, throttled } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Decision } from "#functions/command/command.ts";
import { toActivate } from "./ask-activation.ts";
import { authorizerReader, requesterReader } from "./readers.ts";

const { ownReminderPause: pause } = limits.account;

/** Sends the activation e-mail once more, with the same link: once per 48 hours. */
export function remindAuthorizer(
  account: AccountRow,
  [sent]: Result<ReturnType<typeof attemptsSince>>,
  person: Person,
  { now }: Context,
): Decision {
  if (account.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (standsAt(account, now) !== "provisional" || !account.linkId)
    throw new Refusal("conflict", "errors.409");
  const latest = sent?.latestAt ?? null;
  if (latest !== null && latest + pause > now) {
    const seconds = Math.ceil((latest + pause - now) / 1000);
    const params = { count: Math.ceil(seconds / 3600) };
    throw throttled("form", seconds, { key: "accounts.request.remindWait", params });
  }
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
    writes: [
      mustChange(countAttempt("account-reminder", account.id, now, [{ since: now - pause, most: 1 }])),
    ],
    audit: [{ action: "account.remind", subjectId: account.id, from: "provisional", to: "provisional" }],
    mail: [toActivate(asking, account.linkId, activateUntil(account.activationSentAt!))],
  };
}
