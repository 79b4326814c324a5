import type { AccountRow } from "#db/queries/account.ts";
import type { NomineeRow } from "#db/queries/nominee.ts";
import type { Reader } from "#functions/emails/letter.ts";

/** Who activates: the profile's language, else the one that the requester chose (src/domain/README.md 7). */
export const authorizerReader = (
  account: Pick<AccountRow, "authorizerEmail" | "authorizerName" | "authorizerReads" | "authorizerLanguage">,
): Reader => ({
  email: account.authorizerEmail ?? "",
  name: account.authorizerName ?? "",
  language: account.authorizerReads ?? account.authorizerLanguage,
});

export const requesterReader = (
  account: Pick<AccountRow, "requesterEmail" | "requesterName" | "requesterLanguage">,
): Reader => ({
  email: account.requesterEmail,
  name: account.requesterName,
  language: account.requesterLanguage,
});

export const nomineeReader = ({ email, name, reads, language }: NomineeRow): Reader => ({
  email,
  name: name ?? "",
  language: reads ?? language,
});

/** The requester and, where that is somebody else, the authorizer. */
export const bothReaders = (account: AccountRow): readonly Reader[] =>
  account.authorizerEmail === account.requesterEmail
    ? [requesterReader(account)]
    : [requesterReader(account), authorizerReader(account)];

/** How people are called who have no name yet. */
export const called = ({ name, email }: Pick<Reader, "name" | "email">) => name || email;
