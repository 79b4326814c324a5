/** What may stand in the log: what the portal itself has named, counted or hashed (SECURITY.md 10). */
interface Line {
  /** What kind of line it is, to search by. */
  readonly event: "request" | "failure" | "job" | "mail" | "seal" | "settings" | "provider";
  readonly [name: string]: string | number | boolean | null | undefined | readonly string[];
}

/** What the line of a request says besides, noted where it becomes known. */
export interface Noted {
  action?: string;
  personId?: string;
  keyId?: string;
  /** What a replica said that was asked first: the page, no, or nothing in time. */
  replica?: "read" | "refused" | "away";
}

/** Writes one line of JSON: whatever it is given stays one line. */
export const log = (line: Line) => console.log(JSON.stringify(line));

interface Where {
  readonly requestId?: string;
  readonly job?: string;
  readonly item?: string;
}

/** What the database or the platform calls it: nothing that anybody wrote. */
const isCode = (code: unknown): code is string => typeof code === "string" && /^[A-Z_\d]{1,40}$/u.test(code);

/** Something failed: its name and the places in the code, never its message, which may hold what people wrote. */
export function logFailure(where: Where, error: unknown): void {
  const { name, message = "", stack = "", key, code } = error as Error & { key?: string; code?: unknown };
  const frames = stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^\s+at /u.test(line))
    .slice(0, 6)
    .map((line) => line.trim().slice(0, 200));
  console.error(
    JSON.stringify({
      event: "failure",
      ...where,
      error: name,
      key,
      code: isCode(code) ? code : undefined,
      frames,
    } satisfies Line),
  );
}
