import { mustChange, type Write } from "#db/client.ts";
import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import { limits, window } from "#src/domain/limits.ts";
import { throttled } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { asker, type Loaded } from "#functions/command/query.ts";

const { perPersonHour, perPersonDay, perNetworkHour } = limits.accountGuess;
const kinds = { person: "account-person", network: "account-network" };

/** How often the asker, and the asker's network, entered identifiers that nobody uses (SECURITY.md 6). */
export const guesses = (context: Context) => ({
  hour: attemptsSince(kinds.person, asker(context), context.now - window.hour),
  day: attemptsSince(kinds.person, asker(context), context.now - window.day),
  network: attemptsSince(kinds.network, context.network ?? "", context.now - window.hour),
});

type Guesses = Loaded<ReturnType<typeof guesses>>;

/** Refuses when too many identifiers were guessed lately; says when to try again. */
export function throttleGuesses({ hour, day, network }: Guesses, context: Context): void {
  const waits = [
    { tries: hour, most: perPersonHour, length: window.hour },
    { tries: day, most: perPersonDay, length: window.day },
    { tries: context.network ? network : [], most: perNetworkHour, length: window.hour },
  ].flatMap(({ tries: [tries], most, length }) =>
    tries && tries.count >= most ? [(tries.earliestAt ?? context.now) + length - context.now] : [],
  );
  if (!waits.length) return;
  const seconds = Math.ceil(Math.max(...waits) / 1000);
  const params = { count: Math.max(1, Math.ceil(seconds / 60)) };
  throw throttled("domainIdentifier", seconds, { key: "access.request.errors.tooManyTries", params });
}

/** Counts a guess. */
export const countGuess = ({ id }: Person, { now, network }: Context): Write[] =>
  [
    countAttempt(kinds.person, id, now, [
      { since: now - window.hour, most: perPersonHour },
      { since: now - window.day, most: perPersonDay },
    ]),
    ...(network
      ? [countAttempt(kinds.network, network, now, [{ since: now - window.hour, most: perNetworkHour }])]
      : []),
  ].map(mustChange);
