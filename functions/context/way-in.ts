import { mailboxOf } from "#src/domain/email.ts";
import { seal, unseal } from "./secrets.ts";

const use = "way in";

/**
 * The secret part of the address that is mailed when codes for strange browsers are used up: whoever opens it reads what is
 * written to the address, however its mailbox is spelled: strangers choose the spelling in which it was asked for. It lets ask for a
 * code, and opens nothing.
 */
export const wayIn = (secrets: readonly string[], email: string, until: number) =>
  seal(secrets, use, JSON.stringify([mailboxOf(email), until]));

/** True of what was mailed to this address and is still of use at this instant. */
export function isWayIn(secrets: readonly string[], token: string, email: string, now: number): boolean {
  const text = unseal(secrets, use, token);
  if (text === null) return false;
  const [mailedTo, until] = JSON.parse(text) as [string, number];
  return mailedTo === mailboxOf(email) && until > now;
}
