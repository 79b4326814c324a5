import { identifierAsked } from "#db/queries/identifier-change.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { isOpen } from "#src/domain/review.ts";
import { reviewTimeline } from "#src/domain/timeline.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { accountKey, placeRecordsFor } from "#functions/rights/place.ts";

/** A Smart Account with what was asked last about its identifier, for whoever may ask. */
export const identifierRecordsOf = (address: { readonly domain: string }, context: Context) => ({
  ...placeRecordsFor(accountKey(address), "account.manage", context),
  asked: identifierAsked(accountIdOf(address.domain)),
});

/** Another identifier that waits for an agent, or was refused; null: neither. */
export function askedView(
  { asked: [asked] }: Pick<Loaded<ReturnType<typeof identifierRecordsOf>>, "asked">,
  now: number,
) {
  if (!asked || !(isOpen(asked) || asked.state === "refused")) return null;
  const { wanted, reason, name, comment } = asked;
  const waits = isOpen(asked);
  return {
    wanted,
    reason,
    by: name,
    refused: waits ? null : (comment ?? ""),
    timeline: waits ? reviewTimeline({ ...asked, asked: false }, now) : [],
  };
}
