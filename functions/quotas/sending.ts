import type { Result } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { type attemptsSince, countAttempt } from "#db/queries/record.ts";
import { limits, window } from "#src/domain/limits.ts";
import { throttled } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import type { Preparation } from "#functions/standing/account-preparation.ts";

const { perDay, perRecipientDay } = limits.account;

type Counted = Result<ReturnType<typeof attemptsSince>>[number] | undefined;

/** Counts the request; refuses more than a few a day by one person, and to one address. */
export function countSending(
  [sent, received]: readonly [Counted, Counted],
  { person, authorizerEmail, selfAuthorizes }: Preparation,
  { now }: Context,
): Write[] {
  const since = now - window.day;
  const limited = [
    { kind: "account", subject: person.id as string, counted: sent, most: perDay },
    ...(selfAuthorizes
      ? []
      : [{ kind: "account-asked", subject: authorizerEmail, counted: received, most: perRecipientDay }]),
  ];
  for (const { counted, most } of limited)
    if (counted && counted.count >= most) {
      const seconds = Math.ceil(((counted.earliestAt ?? now) + window.day - now) / 1000);
      const params = { count: Math.ceil(seconds / 3600) };
      throw throttled("form", seconds, { key: "accounts.errors.tooMany", params });
    }
  return limited.map(({ kind, subject, most }) =>
    mustChange(countAttempt(kind, subject, now, [{ since, most }])),
  );
}
