import { identify } from "#db/queries/account.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";
import { overtake } from "#functions/consequences/account/overtake.ts";
import type { Case } from "#functions/consequences/review/case.ts";
import { required } from "#functions/input/comment.ts";
import type { Deciding } from "./kind.ts";

/** The account in use with the identifier that it has and the one that is asked for. */
function asked({ review: { wanted }, records }: Case) {
  const [account] = records.account;
  if (account?.state !== "active" || !account.domainIdentifier || !wanted)
    throw new Refusal("conflict", "errors.moved");
  return { id: account.id, name: account.name ?? "", was: account.domainIdentifier, wanted };
}

/**
 * All who administer the account read it: it is theirs as much as the one's who asked; but for whoever has never come, who is
 * sent nothing that somebody typed (SECURITY.md 11).
 */
function tellOutcome(of: Case, outcome: "approved" | "refused", reason: string | null) {
  const { name, was, wanted } = asked(of);
  const told = of.records.accountAdministrators.filter(({ came }) => came);
  return told.map((to) =>
    tell("review-outcome", to, {
      outcome,
      matter: "identifierChange",
      place: wanted,
      account: name,
      was,
      reason,
      address: accountAddress(outcome === "approved" ? wanted : was, "identifier"),
    }),
  );
}

/** The administrators of an account in use ask for another identifier (src/domain/README.md 5.6): it moves while it is free, and whoever asked is one still. */
export const identifierChange: Deciding<"identifierChange"> = {
  approve: (of, context) => {
    const { id, was, wanted } = asked(of);
    const { accountAdministrators, holder, waiting, waitingNominees, waitingReviews } = of.records;
    if (!accountAdministrators.some(({ personId }) => personId === of.review.personId))
      throw new Refusal("conflict", "errors.moved");
    if (holder.length) throw invalid({ decision: { key: "reviews.errors.identifierTaken" } });
    return together(
      change(identify(id, was, wanted)),
      record({ action: "account.identify", subjectId: id, from: was, to: wanted }),
      overtake({ accounts: waiting, nominees: waitingNominees, reviews: waitingReviews }, of.agent, context),
      tellOutcome(of, "approved", of.comment || null),
    );
  },
  refuse: (of) => together(tellOutcome(of, "refused", required(of.comment))),
};
