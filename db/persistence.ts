/** The database did not answer in time, or at all. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Tries until it succeeds, fails for good, or the time is up; each try is cut off after `limit` milliseconds.
 * Refuses with `Unreachable`.
 */
export async function persist<T>(
  until: number,
  limit: number,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let wait = 25; ; wait = Math.min(wait * 2, 400)) {
    const left = until - Date.now();
    if (left <= 0) throw new Unreachable("out of time");
    try {
      return await attempt(AbortSignal.timeout(Math.min(limit, left)));
    } catch (error) {
      if (!isPassing(error)) throw error;
      const rest = wait + Math.random() * wait;
      if (Date.now() + rest >= until) throw new Unreachable("the database does not answer", { cause: error });
      await pause(rest);
    }
  }
}

const passing =
  /^(SQLITE_BUSY|SQLITE_LOCKED|SERVER_ERROR|HRANA_CLOSED_ERROR|TRANSACTION_TIMEOUT|STREAM_EXPIRED)/u;
const lasting = /^(SQLITE_|SQL_|URL_|AUTH|BLOCKED)/u;

/** True for what another try can mend: a busy database, a lost connection, a time-out. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string") return true;
  return passing.test(code) || !lasting.test(code);
}
