import { seal, unseal } from "./secrets.ts";

/** Who was invited to register, and the address of whoever invites. */
export interface Invited {
  readonly email: string;
  readonly by: string;
}

/** The part of an invitation's address that says so. It fills in a field and explains, and opens nothing. */
export const invitedKey = (secrets: readonly string[], { email, by }: Invited) =>
  seal(secrets, "invited", JSON.stringify([email, by]));

/** What it says; null for anything else. */
export function readInvited(secrets: readonly string[], key: string): Invited | null {
  const text = unseal(secrets, "invited", key);
  if (text === null) return null;
  const [email, by] = JSON.parse(text) as [string, string];
  return { email, by };
}
