import { accountById, type AccountRow, answersOf } from "#db/queries/account.ts";
import { rolesInAccount } from "#db/queries/account-role.ts";
import { liveLinks } from "#db/queries/link.ts";
import { nomineesOf } from "#db/queries/nominee.ts";
import { identifierReviews } from "#db/queries/review.ts";
import { type AccountState, activateUntil, isPending, standsAt } from "#src/domain/account.ts";
import { isErased } from "#src/domain/erased.ts";
import { areColleagues, knownName } from "#src/domain/known-name.ts";
import type { AccountId } from "#src/domain/ids.ts";
import { authorizerOf } from "#src/domain/journeys/account/answers.ts";
import { hasFailed } from "#src/domain/message.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { accountTimeline } from "#src/domain/timeline.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { asker, askerEmail, type Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { tokenOf } from "#functions/context/links.ts";
import { requestedAs } from "#functions/standing/requested-account.ts";

/** All about a request for an account, as far as an id is one's. */
export const accountRequestRecords = (id: string, context: Context) => ({
  account: accountById(id),
  nominees: nomineesOf(id),
  held: rolesInAccount(asker(context), { accountId: id as AccountId }),
  accountReviews: identifierReviews(id),
  ownLinks: liveLinks(askerEmail(context), context.now),
});

type AccountRequestRecords = Loaded<ReturnType<typeof accountRequestRecords>>;

/**
 * A request for an account as its requester and its authorizer see it; nobody else learns that it exists. Once it is settled it
 * tells what was asked and how it ended, whoever reads it: what follows stands in the account, for whoever holds something there.
 */
export function accountRequestView(
  { account: rows, nominees, held, accountReviews: [review], ownLinks }: AccountRequestRecords,
  person: Person,
  { now, settings }: Context,
) {
  const account = rows[0]!;
  const { state: stored, requesterId } = account;
  const requesterEmail = isErased(account.requesterEmail) ? "" : account.requesterEmail;
  const requests = requesterId === person.id;
  const authorizes = account.authorizerId === person.id;
  if (stored === "draft" || (!requests && !authorizes)) throw new Refusal("notFound", "errors.404");
  const state = standsAt(account, now) as Exclude<AccountState, "draft">;
  const link = ownLinks.find((one) => one.purpose === "activateAccount" && one.subjectId === account.id);
  const token = link && tokenOf(settings.secrets, link);
  const waits = isPending(state);
  // Whoever is asked may be somewhere else by now; what is settled names whom the requester has named.
  const authorizer = waits
    ? (account.authorizerEmail ?? "")
    : authorizerOf({ answers: answersOf(account), requesterEmail });
  const { name: accountName, domainIdentifier } = requestedAs(account);
  // What became of a message tells whether a mailbox exists, and whether somebody has signed in (SECURITY.md 11).
  const toColleague = areColleagues(authorizer, requesterEmail);
  return {
    id: account.id,
    kind: account.kind,
    state,
    accountName,
    domainIdentifier,
    requester: { name: account.requesterName, email: requesterEmail },
    authorizer: {
      /** Who declines has accepted nothing. */
      name: knownName(
        { name: account.authorizerName ?? "", email: authorizer, accepted: stored === "active" ? 1 : 0 },
        person,
      ),
      email: authorizer,
    },
    requests,
    selfAuthorizes: authorizer === requesterEmail,
    since: account.createdAt,
    sentAt: account.activationSentAt,
    until: account.activationSentAt && activateUntil(account.activationSentAt),
    timeline:
      state === "provisional" || state === "underApproval"
        ? accountTimeline(
            {
              state,
              createdAt: account.createdAt,
              sentAt: account.activationSentAt,
              dueAt: review?.dueAt ?? null,
            },
            now,
          )
        : [],
    settledAt: account.activatedAt ?? account.endedAt,
    comment: account.comment,
    /** Whether whoever authorizes was written to; of strangers it is not told. */
    told: toldOf(account, toColleague || authorizes),
    delivered: toColleague && account.delivery === "delivered",
    unreachable: toColleague && hasFailed(account.delivery),
    dueAt: review?.dueAt ?? null,
    asked: review?.state === "waiting",
    nominees: nominees
      .filter((one) => waits && one.state === "nominated")
      .map(({ email, role }) => ({ email, role })),
    activateAt: state === "provisional" && token ? `link/${token}` : null,
    open: requests && (state === "provisional" || state === "underApproval"),
    mayRemind: requests && state === "provisional" && !authorizes,
    /** Where the account is, for whoever holds something in it. */
    openAt: held.length && stored === "active" ? accountAddress(account.domainIdentifier ?? "") : null,
    startAgain: requests && ["declined", "expired", "refused", "withdrawn"].includes(state),
  };
}

/** Of whoever is suspended what is said of a stranger: no message leaves, and it is not told why. */
const toldOf = (
  { delivery, authorizerDisabled }: AccountRow,
  isKnown: boolean,
): "sent" | "withheld" | "asked" => {
  if (!isKnown || (delivery === "withheld" && authorizerDisabled)) return "asked";
  return delivery === "withheld" ? "withheld" : "sent";
};

export type AccountRequestView = ReturnType<typeof accountRequestView>;

/** A request for an account on the list of the own requests. */
export function listedAccount(account: AccountRow, now: number) {
  const state = standsAt(account, now) as Exclude<AccountState, "draft">;
  return {
    id: account.id,
    kind: account.kind,
    place: requestedAs(account).name,
    accountState: state,
    since: account.createdAt,
    open: state === "provisional" || state === "underApproval",
    remindable: state === "provisional" && account.authorizerEmail !== account.requesterEmail,
  };
}

export type ListedAccount = ReturnType<typeof listedAccount>;
