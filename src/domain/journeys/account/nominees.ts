import { businessAddress } from "#src/domain/business-address.ts";
import { limits } from "#src/domain/limits.ts";

const { nominees: most } = limits.account;

interface Problem {
  readonly kind: "Malformed" | "Personal" | "Twice" | "Own" | "Authorizer" | "TooMany";
  readonly params: Readonly<Record<string, string | number>>;
}

/** Addresses one per line, with the first thing that is wrong: which line, and which address. */
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
    if (kind) return { emails, problem: { kind, params: { line: index + 1, email: email || shown } } };
    emails.push(email);
  }
  return { emails, problem: null };
}
