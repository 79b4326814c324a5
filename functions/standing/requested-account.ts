import type { AccountRow } from "#db/queries/account.ts";
import { Refusal } from "#src/domain/refusal.ts";

/** The Smart Account that a request is for, if any; nobody learns of one that is still in preparation. */
export function requestedAccount([account]: readonly AccountRow[]): AccountRow | null {
  if (account?.state === "draft") throw new Refusal("notFound", "errors.404");
  return account ?? null;
}
