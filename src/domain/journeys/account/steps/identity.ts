import { readIdentifier } from "#src/domain/domain-identifier.ts";
import { limits } from "#src/domain/limits.ts";
import type { FieldErrors, Message } from "#src/domain/refusal.ts";
import { namesAddress, oneLine } from "#src/domain/text.ts";
import { step } from "#src/domain/journeys/journey.ts";
import type { AccountAnswers, AccountSituation } from "#src/domain/journeys/account/answers.ts";

export const identity = step({
  id: "identity",
  relevant: (_: AccountSituation) => true,
  answered: ({ answers: { domainIdentifier, accountName }, taken }: AccountSituation) =>
    Boolean(domainIdentifier && accountName) && !taken,
});

const { shortest, longest } = limits.accountName;

/** The identifier and the name of an account as they were typed (product.md 3.2). */
export function readIdentity(typed: Readonly<Record<string, string>>): {
  answers: Pick<AccountAnswers, "domainIdentifier" | "accountName">;
  errors: FieldErrors;
} {
  const read = readIdentifier(typed["domainIdentifier"] ?? "");
  const accountName = oneLine(typed["accountName"] ?? "");
  const length = [...accountName].length;
  const problem: Message | null = !length
    ? { key: "accounts.errors.accountNameRequired" }
    : length < shortest
      ? { key: "accounts.errors.accountNameTooShort", params: { min: shortest } }
      : length > longest
        ? { key: "accounts.errors.accountNameTooLong", params: { max: longest } }
        : namesAddress(accountName)
          ? { key: "accounts.errors.namesAddress" }
          : null;
  return {
    answers: { ...("identifier" in read && { domainIdentifier: read.identifier }), accountName },
    errors: {
      ...("problem" in read && {
        domainIdentifier: { key: `accounts.errors.domainIdentifier${read.problem}` },
      }),
      ...(problem && { accountName: problem }),
    },
  };
}
