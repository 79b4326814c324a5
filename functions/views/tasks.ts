import { mustBe } from "#db/gate.ts";
import { requestsAskedOf, requestsToAnswer } from "#db/queries/access-request-list.ts";
import { accountsToActivate } from "#db/queries/account.ts";
import { liveLinks } from "#db/queries/link.ts";
import { nominationsTo } from "#db/queries/nominee.ts";
import { isDraft, onboardingRecords } from "#db/queries/onboarding.ts";
import { reclaimsToldTo } from "#db/queries/reclaim.ts";
import { seatsToAccept } from "#db/queries/seat.ts";
import type { AccessRequestId, AccountId, ReclaimId, SeatId } from "#src/domain/ids.ts";
import type { LinkPurpose } from "#src/domain/link.ts";
import { asker, askerEmail, type Loaded, query, signedIn } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { tokenOf } from "#functions/context/links.ts";
import { ownQuestion, type Standing, standing } from "#functions/standing/onboarding.ts";

/** What the title of a task says. */
export interface TaskParams {
  readonly organization: string;
  readonly name?: string;
}

const waiting = (context: Context) => ({
  links: liveLinks(askerEmail(context), context.now),
  seats: seatsToAccept(askerEmail(context), context.now),
  asked: requestsAskedOf(asker(context), askerEmail(context)),
  questioned: requestsToAnswer(asker(context)),
  reclaims: reclaimsToldTo(askerEmail(context)),
  activations: accountsToActivate(askerEmail(context), context.now),
  nominations: nominationsTo(askerEmail(context)),
});

type Waiting = Loaded<ReturnType<typeof waiting>>;

/** What each purpose waits for, in the words of its task; null once there is nothing to wait for. */
const subjects: Record<LinkPurpose, (id: string, waits: Waiting, at: Standing) => TaskParams | null> = {
  confirmAddress: (_, __, { current, chosen }) =>
    current === "check-email" && chosen ? { organization: chosen.name } : null,
  acceptTerms: (id, { seats }) => {
    const seat = seats.find((one) => one.id === (id as SeatId));
    return seat ? { organization: seat.organizationName } : null;
  },
  answerQuestion: (id, { questioned }) => ({
    organization: questioned.find((one) => one.id === (id as AccessRequestId))?.placeName ?? "",
  }),
  objectToReclaim: (id, { reclaims }) => {
    const claim = reclaims.find((one) => one.id === (id as ReclaimId));
    return claim ? { organization: claim.organizationName, name: claim.claimantName } : null;
  },
  activateAccount: (id, { activations }) => {
    const account = activations.find((one) => one.id === (id as AccountId));
    return account ? { organization: account.name } : null;
  },
  acceptNomination: (id, { nominations }) => {
    const nomination = nominations.find((one) => one.id === id);
    return nomination ? { organization: nomination.accountName } : null;
  },
  // Whoever is signed in is to prove by each mailbox: that is not done from here.
  changeAddress: () => null,
  objectToChange: () => ({ organization: "" }),
  decideRequest: (id, { asked }) => {
    const request = asked.find((one) => one.id === (id as AccessRequestId));
    return request ? { organization: request.placeName, name: request.requesterName } : null;
  },
};

/** What ends by itself, at an instant that people should know. */
const timed: readonly LinkPurpose[] = ["confirmAddress", "activateAccount", "objectToChange"];

/** What waits for a person, the oldest first, each leading to the page of its link. */
export function tasks(waits: Waiting, at: Standing, { settings }: Context) {
  return waits.links.toReversed().flatMap((link) => {
    const token = tokenOf(settings.secrets, link);
    const params = subjects[link.purpose](link.subjectId, waits, at);
    return token && params
      ? [
          {
            purpose: link.purpose,
            params,
            address: `link/${token}`,
            since: link.createdAt,
            until: timed.includes(link.purpose) ? link.expiresAt : null,
          },
        ]
      : [];
  });
}

/** What waits for the asker, and what it takes to say it: the last of a reading, since a draft is looked at only where there is one. */
export function taskRecords(context: Context) {
  const { registration, ...rest } = onboardingRecords(ownQuestion(context));
  return {
    ...waiting(context),
    registration,
    isDraft: mustBe(isDraft(ownQuestion(context))),
    ...rest,
  };
}

/** *To do*: so that a lost e-mail stops nobody (src/domain/README.md 7). */
export const tasksPage = query({
  load: (_: unknown, context) => taskRecords(context),
  view: (actor, loaded, _, context) => {
    const at = standing(loaded, signedIn(actor), context);
    return { tasks: tasks(loaded, at, context), isRegistering: loaded.registration.length > 0 };
  },
});
