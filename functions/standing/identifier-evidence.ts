import type { SQL } from "#db/builder.ts";
import { accountById } from "#db/queries/account.ts";
import { accountsNearby, organizationsOfIdentifier } from "#db/queries/identifier-evidence.ts";
import { nomineesOf } from "#db/queries/nominee.ts";
import { ofReview } from "#db/queries/review.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf, isWithin } from "#src/domain/email.ts";
import type { Loaded } from "#functions/command/query.ts";

/** What speaks for a foreign identifier (src/domain/README.md 3.2). */
const identifierFacts = (accountId: SQL) => ({
  account: accountById(accountId),
  knownFor: organizationsOfIdentifier(accountId),
  accountsNearby: accountsNearby(accountId),
});

/** What a decision on a foreign domain identifier looks at besides the review; its subject is the Smart Account. */
export const identifierRecords = (reviewId: string) => ({
  ...identifierFacts(ofReview(reviewId, "subject_id")),
  nominees: nomineesOf(ofReview(reviewId, "subject_id")),
});

/** The same as an agent reads it; null where there is no account. */
export function identifierEvidence({
  account: [account],
  knownFor,
  accountsNearby: nearby,
}: Loaded<ReturnType<typeof identifierFacts>>) {
  if (!account?.domainIdentifier) return null;
  const { domainIdentifier: identifier, authorizerEmail, requesterEmail } = account;
  const company = companyDomain(identifier) ?? identifier;
  return {
    accountName: account.name ?? "",
    identifier,
    companyDomain: company,
    companyName: account.companyName,
    authorizer: authorizerEmail ?? "",
    sameDomain: companyDomain(domainOf(authorizerEmail ?? "")) === company,
    requesterThere: isWithin(domainOf(requesterEmail), company),
    knownFor: knownFor.map(({ name, domain }) => `${name} (${domain})`),
    accounts: nearby,
  };
}

export type IdentifierEvidence = NonNullable<ReturnType<typeof identifierEvidence>>;
