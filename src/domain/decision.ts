import type { MessageKey } from "#locales/keys.ts";
import { type FieldErrors, invalid, type Message } from "./refusal.ts";
import type { Role } from "./role.ts";
import { longText, manyLines } from "./text.ts";

/** What can be done about a request, in the words of forms. */
export const decisions = ["approve", "deny", "ask"] as const;

export type DecisionName = (typeof decisions)[number];

/** A decision as it was meant. */
export type Choice =
  | { readonly decision: "approve"; readonly role: Role }
  | { readonly decision: "deny"; readonly comment: string | null }
  | { readonly decision: "ask"; readonly question: string };

/** What a decision may be in one place. */
export interface Rules {
  /** The roles that can be given there. */
  readonly roles: readonly Role[];
  /** A denial must say why. */
  readonly reasonRequired: boolean;
  /** The decider has not accepted the terms in force. */
  readonly termsOwed: boolean;
  /** What else is wrong with an approval. */
  readonly also?: FieldErrors | undefined;
}

type Fields = Readonly<Record<string, string>>;

/** The decision that was typed; refuses, at each field, what is missing or too long (README.md 2.4 and 2.7). */
export function chosen(fields: Fields, { roles, reasonRequired, termsOwed, also }: Rules): Choice {
  const { decision, acceptTerms } = fields;
  const text = manyLines(fields["comment"] ?? "");
  const role = roles.find((one) => one === fields["role"]);
  const problem = longText(text);
  const comment = (name: "reason" | "question", required: boolean): FieldErrors =>
    problem && (required || problem.kind === "TooLong")
      ? { comment: { key: `decision.errors.${name}${problem.kind}`, params: problem.params } }
      : {};
  const terms: FieldErrors =
    termsOwed && acceptTerms !== "yes" ? { acceptTerms: said("decision.errors.termsRequired") } : {};
  switch (decision) {
    case "approve":
      if (role && !also && !terms["acceptTerms"]) return { decision, role };
      throw invalid({ ...terms, ...(!role && { role: said("decision.errors.roleRequired") }), ...also });
    case "deny":
      refuseAny({ ...terms, ...comment("reason", reasonRequired) });
      return { decision, comment: text || null };
    case "ask":
      refuseAny(comment("question", true));
      return { decision, question: text };
    default:
      throw invalid({ decision: said("decision.errors.decisionRequired") });
  }
}

const said = (key: MessageKey): Message => ({ key });

function refuseAny(errors: FieldErrors) {
  if (Object.keys(errors).length) throw invalid(errors);
}
