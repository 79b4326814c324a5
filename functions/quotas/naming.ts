import type { Result } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { throttled } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import { asker } from "#functions/command/query.ts";

const { namedPerDay, perRecipientDay } = limits.people;

/** How often the asker made the portal write to somebody today, and how often it wrote to this address. */
export const namings = (email: string, context: Context) => ({
  named: attemptsSince("name", asker(context), context.now - window.day),
  received: attemptsSince("named", email, context.now - window.day),
});

type Counted = Result<ReturnType<typeof attemptsSince>>;

/** Counts that an address was named, and is written to; refuses so many a day that nobody means them. */
export function countNaming(
  { named, received }: { readonly named: Counted; readonly received: Counted },
  { by, email }: { readonly by: PersonId; readonly email: string },
  { now }: Context,
): readonly Write[] {
  const since = now - window.day;
  const limited = [
    { kind: "name", subject: by as string, counted: named[0], most: namedPerDay },
    { kind: "named", subject: email, counted: received[0], most: perRecipientDay },
  ];
  for (const { counted, most } of limited)
    if (counted && counted.count >= most) {
      const seconds = Math.ceil(((counted.earliestAt ?? now) + window.day - now) / 1000);
      const params = { count: Math.ceil(seconds / 3600) };
      throw throttled("email", seconds, { key: "organization.errors.tooMany", params });
    }
  return limited.map(({ kind, subject, most }) =>
    mustChange(countAttempt(kind, subject, now, [{ since, most }])),
  );
}
