import { businessAddress } from "#src/domain/business-address.ts";
import { limits } from "#src/domain/limits.ts";

const { nominees: most } = limits.account;

interface Problem {
  readonly kind: "Malformed" | "Personal" | "Twice" | "Own" | "Authorizer" | "TooMany" | "Several";
  readonly params: Readonly<Record<string, string | number>>;
}

/** Addresses one per line, with what is wrong: which line, and which address; of several lines, which ones. */
export function readNominees(
  typed: string,
  { requesterEmail, authorizerEmail }: { requesterEmail: string; authorizerEmail: string },
): { emails: readonly string[]; problem: Problem | null } {
  const lines = typed
    .split(/[\n\r,;]+/u)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length > most)
    return { emails: [], problem: { kind: "TooMany", params: { max: most, count: lines.length } } };
  const emails: string[] = [];
  const wrong: Problem[] = [];
  for (const [index, line] of lines.entries()) {
    const { email, problem } = businessAddress(line);
    const kind =
      problem === "Personal"
        ? "Personal"
        : problem
          ? "Malformed"
          : email === requesterEmail
            ? "Own"
            : email === authorizerEmail
              ? "Authorizer"
              : emails.includes(email)
                ? "Twice"
                : null;
    const shown = [...line].slice(0, 60).join("");
    if (kind) wrong.push({ kind, params: { line: index + 1, email: email || shown } });
    else emails.push(email);
  }
  const [first = null] = wrong;
  if (wrong.length < 2) return { emails, problem: first };
  const all = wrong.map(({ params }) => `${params["line"]} (${params["email"]})`).join(", ");
  return { emails, problem: { kind: "Several", params: { lines: all } } };
}
