import { type AccessRow, accountAccessOf } from "#db/queries/account-role.ts";
import { requestsAskedOf, requestsToAnswer } from "#db/queries/access-request-row.ts";
import { rolesOfPerson } from "#db/queries/role.ts";
import { accountsToActivate } from "#db/queries/account.ts";
import { liveLinks } from "#db/queries/link.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { nominationsTo } from "#db/queries/nominee.ts";
import { emailOf } from "#db/queries/person.ts";
import { reclaimsToldTo } from "#db/queries/reclaim.ts";
import { seatsOfPerson } from "#db/queries/seat.ts";
import type { AccessRequestId, AccountId, ReclaimId, SeatId } from "#src/domain/ids.ts";
import type { LinkPurpose } from "#src/domain/link.ts";
import type { Context } from "#functions/context/context.ts";
import { tokenOf } from "#functions/context/links.ts";
import { asker, type Loaded, query, signedIn } from "#functions/command/query.ts";
import { organizationsHeld } from "./held.ts";
import { type Standing, standing } from "#functions/standing/onboarding.ts";
import { setUp, setUpView } from "./set-up.ts";

/** What the title of a task says. */
export interface TaskParams {
  readonly organization: string;
  readonly name?: string;
}

const waiting = (context: Context) => ({
  links: liveLinks(emailOf(asker(context)), context.now),
  seats: seatsOfPerson(asker(context)),
  asked: requestsAskedOf(emailOf(asker(context))),
  questioned: requestsToAnswer(asker(context)),
  reclaims: reclaimsToldTo(emailOf(asker(context))),
  activations: accountsToActivate(emailOf(asker(context)), context.now),
  nominations: nominationsTo(emailOf(asker(context))),
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
  decideRequest: (id, { asked }) => {
    const request = asked.find((one) => one.id === (id as AccessRequestId));
    return request ? { organization: request.placeName, name: request.requesterName } : null;
  },
};

/** What ends by itself, at an instant that people should know. */
const timed: readonly LinkPurpose[] = ["confirmAddress", "activateAccount"];

/** What waits for a person, each leading to the page of its link. */
function tasks(waits: Waiting, at: Standing, { settings }: Context) {
  return waits.links.flatMap((link) => {
    const token = tokenOf(settings.secrets, link);
    const params = subjects[link.purpose](link.subjectId, waits, at);
    return token && params
      ? [
          {
            purpose: link.purpose,
            params,
            address: `link/${token}`,
            until: timed.includes(link.purpose) ? link.expiresAt : null,
          },
        ]
      : [];
  });
}

const all = (_: unknown, context: Context) => ({
  ...waiting(context),
  roles: rolesOfPerson(asker(context)),
  ...onboardingRecordsWithoutSeats(context),
});

/** The records of onboarding beside the asker's own seats, which have another name here. */
function onboardingRecordsWithoutSeats(context: Context) {
  const { seats: nearby, ...records } = onboardingRecords(questionOf(asker(context)));
  return { ...records, nearby };
}

type All = Loaded<ReturnType<typeof all>>;
const standingOf = (loaded: All, person: ReturnType<typeof signedIn>, context: Context) =>
  standing({ ...loaded, seats: loaded.nearby }, person, context);

/** *To do*: so that a lost e-mail stops nobody (src/domain/README.md 7). */
export const tasksPage = query({
  load: all,
  view: (actor, loaded, _, context) => {
    const at = standingOf(loaded, signedIn(actor), context);
    return { tasks: tasks(loaded, at, context) };
  },
});

/** The accounts in which somebody holds something, each with its roles once. */
function accountsHeld(access: readonly AccessRow[]) {
  const byDomain = Map.groupBy(access, ({ domainIdentifier }) => domainIdentifier);
  return [...byDomain].map(([domainIdentifier, rows]) => ({
    domainIdentifier,
    name: rows[0]!.name,
    roles: [...new Set(rows.map(({ role }) => role))],
  }));
}

/** What a signed-in person has: to do, registration, organizations with roles. */
export const portalPage = query({
  load: (_: unknown, context) => ({
    ...all(_, context),
    ...setUp(context),
    access: accountAccessOf(asker(context)),
  }),
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standingOf(loaded, person, context);
    return {
      name: person.name,
      setUp: setUpView(loaded, context),
      isAgent: context.settings.agents.includes(person.email),
      tasks: tasks(loaded, at, context),
      registration: at.registration ? { state: at.registration.state, current: at.current } : null,
      organizations: organizationsHeld(loaded.seats, loaded.roles),
      accounts: accountsHeld(loaded.access),
    };
  },
});
