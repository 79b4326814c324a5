import { accountById, type AccountRow } from "#db/queries/account.ts";
import { liveLinks } from "#db/queries/link.ts";
import { nomineesOf } from "#db/queries/nominee.ts";
import { identifierReviews } from "#db/queries/review.ts";
import { type AccountState, activateUntil, standsAt } from "#src/domain/account.ts";
import { areColleagues, knownName } from "#src/domain/known-name.ts";
import { hasFailed } from "#src/domain/message.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { accountTimeline } from "#src/domain/timeline.ts";
import { askerEmail, type Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { tokenOf } from "#functions/context/links.ts";

/** All about a request for an account, as far as an id is one's. */
export const accountRequestRecords = (id: string, context: Context) => ({
  account: accountById(id),
  nominees: nomineesOf(id),
  accountReviews: identifierReviews(id),
  ownLinks: liveLinks(askerEmail(context), context.now),
});

type AccountRequestRecords = Loaded<ReturnType<typeof accountRequestRecords>>;

/** A request for an account as its requester and its authorizer see it; nobody else learns that it exists. */
export function accountRequestView(
  { account: rows, nominees, accountReviews: [review], ownLinks }: AccountRequestRecords,
  person: Person,
  { now, settings }: Context,
) {
  const account = rows[0]!;
  const { state: stored, requesterId, authorizerEmail } = account;
  const requests = requesterId === person.id;
  if (stored === "draft" || (!requests && authorizerEmail !== person.email))
    throw new Refusal("notFound", "errors.404");
  const state = standsAt(account, now) as Exclude<AccountState, "draft">;
  const link = ownLinks.find((one) => one.purpose === "activateAccount" && one.subjectId === account.id);
  const token = link && tokenOf(settings.secrets, link);
  // What became of a message tells whether a mailbox exists, and whether somebody has signed in (SECURITY.md 11).
  const toColleague = areColleagues(authorizerEmail ?? "", account.requesterEmail);
  return {
    id: account.id,
    kind: account.kind,
    state,
    accountName: account.name ?? "",
    domainIdentifier: account.domainIdentifier ?? "",
    companyName: account.companyName,
    requester: { name: account.requesterName, email: account.requesterEmail },
    authorizer: {
      name: knownName(
        {
          name: account.authorizerName ?? "",
          email: authorizerEmail ?? "",
          accepted: stored === "active" || stored === "declined" ? 1 : 0,
        },
        person,
      ),
      email: authorizerEmail ?? "",
    },
    requests,
    selfAuthorizes: authorizerEmail === account.requesterEmail,
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
    told: toldOf(account, toColleague || authorizerEmail === person.email),
    delivered: toColleague && account.delivery === "delivered",
    unreachable: toColleague && hasFailed(account.delivery),
    dueAt: review?.dueAt ?? null,
    asked: review?.state === "waiting",
    nominees: nominees.map(({ email, state, role }) => ({ email, state, role })),
    activateAt: state === "provisional" && token ? `link/${token}` : null,
    open: requests && (state === "provisional" || state === "underApproval"),
    mayRemind: requests && state === "provisional" && authorizerEmail !== person.email,
    /** This person has something in the account. */
    mayOpen:
      authorizerEmail === person.email ||
      nominees.some((one) => one.email === person.email && one.state === "accepted"),
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
    place: account.name ?? "",
    accountState: state,
    since: account.createdAt,
    open: state === "provisional" || state === "underApproval",
    remindable: state === "provisional" && account.authorizerEmail !== account.requesterEmail,
  };
}

export type ListedAccount = ReturnType<typeof listedAccount>;
