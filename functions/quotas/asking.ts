import { mustChange, type Write } from "#db/client.ts";
import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { throttled } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import { asker } from "#functions/command/query.ts";
import type { Result } from "#db/builder.ts";

const { perDay } = limits.asking;

/** How often the asker made somebody decide today: administrators and agents together. */
export const asked = (context: Context) => attemptsSince("ask", asker(context), context.now - window.day);

/** Counts that somebody is made to decide; refuses more than a few a day, so that nobody can be flooded. */
export function countAsking(
  [today]: Result<ReturnType<typeof asked>>,
  personId: PersonId,
  { now }: Context,
): Write {
  if (today && today.count >= perDay) {
    const seconds = Math.ceil(((today.earliestAt ?? now) + window.day - now) / 1000);
    const params = { count: Math.ceil(seconds / 3600) };
    throw throttled("form", seconds, { key: "requests.tooMany", params });
  }
  return mustChange(countAttempt("ask", personId, now, [{ since: now - window.day, most: perDay }]));
}
