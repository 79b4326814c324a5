import { limits } from "#src/domain/limits.ts";

/** How far a database has come, in its own words: everything that was committed before `since` is in it. */
interface Progress {
  readonly index: string;
  readonly since: number;
}

const latest = new Map<string, Progress>();

/** Notes how far the primary at this address had come when it answered a trip that began then. */
export function noteProgress(url: string, progress: Progress) {
  const { since } = latest.get(url) ?? { since: 0 };
  if (since <= progress.since || since > Date.now()) latest.set(url, progress);
}

/** How far a replica of that primary must have come to be read; null: nothing recent enough is known. */
export function recentProgress(url: string): string | null {
  const { index, since } = latest.get(url) ?? { index: null, since: 0 };
  const age = Date.now() - since;
  // Where the clock was set back, nobody knows how old it is.
  return age >= 0 && age < limits.replica.behind ? index : null;
}
