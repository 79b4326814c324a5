import { type AccountRow, answersOf } from "#db/queries/account.ts";
import { Refusal } from "#src/domain/refusal.ts";

/** The Smart Account that a request is for, if any; nobody learns of one that is still in preparation. */
export function requestedAccount([account]: readonly AccountRow[]): AccountRow | null {
  if (account?.state === "draft") throw new Refusal("notFound", "errors.404");
  return account ?? null;
}

/**
 * What an account is called wherever its request is told: one in use by the words in which it was asked for. What it is called
 * since then, and found by, is its people's to know, who read it in the account (SECURITY.md 12).
 */
export function requestedAs(account: AccountRow) {
  if (account.state !== "active")
    return { name: account.name ?? "", domainIdentifier: account.domainIdentifier ?? "" };
  const { accountName: name = "", domainIdentifier = "" } = answersOf(account);
  return { name, domainIdentifier };
}
