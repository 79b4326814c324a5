import type { FieldErrors } from "./refusal.ts";

type Fields = Readonly<Record<string, string>>;
interface Nominee {
  readonly id: string;
  readonly email: string;
}

/** The field by which access is granted to somebody nominated, or refused. */
export const decisionOn = (nomineeId: string) => `access-${nomineeId}`;

/**
 * Who gets access: those whom `allow` names, else those to whom it was granted one by one; then nobody may be left out, so
 * that nobody is refused by an oversight (README.md 3.6).
 */
export function nomineesAllowed(fields: Fields, named: readonly string[], nominees: readonly Nominee[]) {
  if (named.length || fields["each"] !== "yes") return { allow: named, errors: {} };
  const undecided = nominees.filter(({ id }) => !["grant", "refuse"].includes(fields[decisionOn(id)] ?? ""));
  return {
    allow: nominees.filter(({ id }) => fields[decisionOn(id)] === "grant").map(({ email }) => email),
    errors: Object.fromEntries(
      undecided.map(({ id, email }) => [
        decisionOn(id),
        { key: "activation.errors.accessRequired", params: { email } },
      ]),
    ) as FieldErrors,
  };
}
