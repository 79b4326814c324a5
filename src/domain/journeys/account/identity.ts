import { readIdentifier } from "#src/domain/domain-identifier.ts";
import { type Answer, question, type Typed } from "#src/domain/journeys/journey.ts";
import { limits } from "#src/domain/limits.ts";
import type { Message } from "#src/domain/refusal.ts";
import { isPlainName } from "#src/domain/plain-name.ts";
import { companyNamesProvider } from "#src/domain/provider-name.ts";
import { oneLine } from "#src/domain/text.ts";
import type { AccountAnswers, AccountSituation } from "./answers.ts";

/** The identifier and the name of an account (README.md 3.2). */
export const identity = question({
  id: "identity",
  relevant: (_: AccountSituation) => true,
  answered: ({ answers: { domainIdentifier, accountName }, taken }: AccountSituation) =>
    Boolean(domainIdentifier && accountName) && !taken,
  read: (typed: Typed): Answer<Pick<AccountAnswers, "domainIdentifier" | "accountName">> => {
    const read = readIdentifier(typed["domainIdentifier"] ?? "");
    const { accountName, problem } = readAccountName(typed);
    return {
      answers: { ...("identifier" in read && { domainIdentifier: read.identifier }), accountName },
      errors: {
        ...("problem" in read && {
          domainIdentifier: { key: `accounts.errors.domainIdentifier${read.problem}` },
        }),
        ...(problem && { accountName: problem }),
      },
    };
  },
});

/** The name of an account as it was typed, on one line, and what is wrong with it. */
export function readAccountName(typed: Typed) {
  const accountName = oneLine(typed["accountName"] ?? "");
  return { accountName, problem: problemOf(accountName) };
}

const { shortest, longest } = limits.accountName;

function problemOf(name: string): Message | null {
  const { length } = [...name];
  if (!length) return { key: "accounts.errors.accountNameRequired" };
  if (length < shortest) return { key: "accounts.errors.accountNameTooShort", params: { min: shortest } };
  if (length > longest) return { key: "accounts.errors.accountNameTooLong", params: { max: longest } };
  if (companyNamesProvider(name)) return { key: "accounts.errors.accountNameOurs" };
  return !isPlainName(name) ? { key: "accounts.errors.namesAddress" } : null;
}
