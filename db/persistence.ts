/** The database did not answer in time, or at all, or cannot use its disk: then `code` is what it says. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly code: string | undefined;

  constructor(message: string, { code, cause }: { readonly code?: string; readonly cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
  }
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
      const code = codeOf(error);
      if (ofTheDisk.test(code))
        throw new Unreachable("the database cannot use its disk", { code, cause: error });
      if (!isPassing(code)) throw error;
      const rest = wait + Math.random() * wait;
      if (Date.now() + rest >= until) throw new Unreachable("the database does not answer", { cause: error });
      await pause(rest);
    }
  }
}

const passing =
  /^(SQLITE_BUSY|SQLITE_LOCKED|SERVER_ERROR|HRANA_CLOSED_ERROR|TRANSACTION_TIMEOUT|STREAM_EXPIRED)/u;
const lasting = /^(SQLITE_|SQL_|URL_|AUTH|BLOCKED)/u;

/** Full, broken, or not to be written: no other try mends that within a request, and nothing of it was kept. */
const ofTheDisk = /^SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|NOMEM|CORRUPT|NOTADB)/u;

/** What the database or the connection calls an error; empty where it has no name for it. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "";
}

/** True for what another try can mend: a busy database, a lost connection, a time-out. */
const isPassing = (code: string) => passing.test(code) || !lasting.test(code);
