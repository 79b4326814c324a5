import type { SQL } from "#db/builder.ts";
import { accountById, holderOf, idsPendingFor, pendingFor } from "#db/queries/account.ts";
import {
  accountsNearby,
  identifierOfReview,
  organizationsOfIdentifier,
} from "#db/queries/identifier-evidence.ts";
import { nomineesAmong, nomineesOf } from "#db/queries/nominee.ts";
import { identifierReviews, ofReview, type ReviewRow } from "#db/queries/review.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf, isWithin } from "#src/domain/email.ts";
import type { Loaded } from "#functions/command/query.ts";

/** What speaks for a foreign identifier (src/domain/README.md 3.2). */
const identifierFacts = (accountId: SQL, identifier: SQL) => ({
  account: accountById(accountId),
  knownFor: organizationsOfIdentifier(identifier),
  accountsNearby: accountsNearby(accountId, identifier),
});

/** What a decision on a domain identifier looks at besides the review; its subject is the Smart Account. */
export function identifierRecords(reviewId: string) {
  const wanted = ofReview(reviewId, "wanted");
  return {
    ...identifierFacts(ofReview(reviewId, "subject_id"), identifierOfReview(reviewId)),
    nominees: nomineesOf(ofReview(reviewId, "subject_id")),
    /** Of another identifier for an account in use: who has it, and who waits for it. */
    holder: holderOf(wanted),
    waiting: pendingFor(wanted),
    waitingNominees: nomineesAmong(idsPendingFor(wanted)),
    waitingReviews: identifierReviews(idsPendingFor(wanted)),
  };
}

type Evidence = Loaded<ReturnType<typeof identifierRecords>>;

/** The same as an agent reads it; null where there is no account, or the review is about something else. */
export function identifierEvidence(
  { kind, wanted, email }: Pick<ReviewRow, "kind" | "wanted" | "email">,
  { account: [account], knownFor, accountsNearby: nearby, holder }: Evidence,
) {
  const changes = kind === "identifierChange";
  const identifier = changes ? wanted : account?.domainIdentifier;
  if (!account || !identifier || (kind !== "identifier" && !changes)) return null;
  const { authorizerEmail } = account;
  const requesterEmail = changes ? (email ?? "") : account.requesterEmail;
  const company = companyDomain(identifier) ?? identifier;
  return {
    accountName: account.name ?? "",
    /** The one that the account in use has, where it is to have another. */
    now: changes ? account.domainIdentifier : null,
    identifier,
    taken: changes && holder.some(({ id }) => id !== account.id),
    companyDomain: company,
    companyName: account.companyName,
    /** Null: the account was activated long ago. */
    authorizer: changes
      ? null
      : {
          email: authorizerEmail ?? "",
          sameDomain: companyDomain(domainOf(authorizerEmail ?? "")) === company,
        },
    requesterThere: isWithin(domainOf(requesterEmail), company),
    knownFor: knownFor.map(({ name, domain }) => `${name} (${domain})`),
    accounts: nearby,
  };
}

export type IdentifierEvidence = NonNullable<ReturnType<typeof identifierEvidence>>;
