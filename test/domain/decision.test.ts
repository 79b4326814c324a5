import fc from "fast-check";
import { expect, test } from "vitest";
import { type Choice, chosen, decisions, type Rules } from "#src/domain/decision.ts";
import { limits } from "#src/domain/limits.ts";
import type { Refusal } from "#src/domain/refusal.ts";
import { customerRoles, roles, smartAccountRoles } from "#src/domain/role.ts";

const inOrganization: Rules = { roles: customerRoles, reasonRequired: true, termsOwed: false };

/** What is wrong, by field; null: nothing. */
function refusal(fields: Record<string, string>, rules: Rules = inOrganization) {
  try {
    chosen(fields, rules);
    return null;
  } catch (error) {
    const { details } = error as Refusal;
    return Object.fromEntries(Object.entries(details.fields ?? {}).map(([name, { key }]) => [name, key]));
  }
}

test("each decision says what it lacks, at its field", () => {
  const found = [
    refusal({}),
    refusal({ decision: "approve" }),
    refusal({ decision: "approve", role: "smart-account-user" }),
    refusal({ decision: "deny" }),
    refusal({ decision: "ask", comment: "  \n" }),
    refusal({ decision: "shrug", role: "customer-user", comment: "?" }),
  ];

  expect(found).toEqual([
    { decision: "decision.errors.decisionRequired" },
    { role: "decision.errors.roleRequired" },
    { role: "decision.errors.roleRequired" },
    { comment: "decision.errors.reasonRequired" },
    { comment: "decision.errors.questionRequired" },
    { decision: "decision.errors.decisionRequired" },
  ]);
});

test("where the terms are owed they are asked for with everything else that is missing, but not for a question", () => {
  const rules = { ...inOrganization, termsOwed: true };

  const found = [
    refusal({ decision: "approve" }, rules),
    refusal({ decision: "deny", acceptTerms: "on" }, rules),
    refusal({ decision: "ask", comment: "Which site?" }, rules),
    refusal({ decision: "approve", role: "customer-user", acceptTerms: "yes" }, rules),
  ];

  expect(found).toEqual([
    { role: "decision.errors.roleRequired", acceptTerms: "decision.errors.termsRequired" },
    { comment: "decision.errors.reasonRequired", acceptTerms: "decision.errors.termsRequired" },
    null,
    null,
  ]);
});

test("a denial needs no reason where none is demanded", () => {
  const choice = chosen({ decision: "deny" }, { ...inOrganization, reasonRequired: false });

  expect(choice).toEqual({ decision: "deny", comment: null });
});

const typed = fc.record(
  {
    decision: fc.constantFrom(...decisions, "", "APPROVE"),
    role: fc.constantFrom(...roles, "", "delegated-administrator"),
    comment: fc.oneof(
      fc.string({ maxLength: 40, unit: "grapheme" }),
      fc.string({ minLength: 990, maxLength: 1010 }),
    ),
    acceptTerms: fc.constantFrom("yes", "no", ""),
  },
  { requiredKeys: [] },
);
const rules = fc.record({
  roles: fc.constantFrom(customerRoles, smartAccountRoles),
  reasonRequired: fc.boolean(),
  termsOwed: fc.boolean(),
});

const holds = (
  choice: Choice,
  fields: Record<string, string>,
  { roles: some, reasonRequired, termsOwed }: Rules,
) =>
  choice.decision === fields["decision"] &&
  (choice.decision === "ask" || !termsOwed || fields["acceptTerms"] === "yes") &&
  (choice.decision !== "approve" || some.includes(choice.role)) &&
  (choice.decision !== "deny" || choice.comment !== null || !reasonRequired) &&
  (choice.decision !== "ask" || choice.question !== "") &&
  [...("comment" in choice ? (choice.comment ?? "") : "question" in choice ? choice.question : "")].length <=
    limits.freeText.longest;

test("whatever is typed, it is refused at a field or is a decision that keeps every rule", () => {
  fc.assert(
    fc.property(typed, rules, (fields, given) => {
      const wrong = refusal(fields, given);

      return wrong === null ? holds(chosen(fields, given), fields, given) : Object.keys(wrong).length > 0;
    }),
  );
});
