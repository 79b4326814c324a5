import { limits } from "#src/domain/limits.ts";
import type { Facts, Link, Request } from "./facts.ts";
import type { Member, World } from "./world.ts";

const enabled = (who: Member, { disabled }: Facts) => !disabled.some(({ id }) => id === who.id);

/** The organization and all above it. */
const upward = ({ root, middle, site }: World["company"], id: string): string[] =>
  id === site ? [site, middle, root] : id === middle ? [middle, root] : id === root ? [root] : [];

/** Decides in an organization: has a seat there or above that is not only a nomination. */
export const administers = (who: Member, organizationId: string, facts: Facts, { company }: World) =>
  enabled(who, facts) &&
  facts.seats.some(
    (seat) =>
      seat.personId === who.id &&
      seat.endedAt === null &&
      (seat.origin !== "nomination" || seat.termsVersion !== null) &&
      upward(company, organizationId).includes(seat.organizationId),
  );

/** Looks after the people of an organization without deciding who gets in. */
export const manages = (who: Member, organizationId: string, facts: Facts, world: World) =>
  administers(who, organizationId, facts, world) ||
  (enabled(who, facts) &&
    facts.roles.some(
      ({ personId, role, endedAt, organizationId: at }) =>
        personId === who.id &&
        role === "customer-administrator" &&
        endedAt === null &&
        at !== null &&
        upward(world.company, organizationId).includes(at),
    ));

/** Has the whole of a Smart Account in hand. */
export const administersAccount = (who: Member, accountId: string, facts: Facts) =>
  enabled(who, facts) &&
  facts.accounts.some(({ id, state }) => id === accountId && state === "active") &&
  facts.roles.some(
    (role) =>
      role.personId === who.id &&
      role.accountId === accountId &&
      role.virtualAccountId === null &&
      role.role === "smart-account-administrator" &&
      role.endedAt === null,
  );

/** Has a virtual account of it in hand: the one that is named, else any. */
export const administersPart = (who: Member, accountId: string, partId: string | null, facts: Facts) =>
  enabled(who, facts) &&
  facts.accounts.some(({ id, state }) => id === accountId && state === "active") &&
  facts.roles.some(
    (role) =>
      role.personId === who.id &&
      role.accountId === accountId &&
      role.role === "virtual-account-administrator" &&
      (partId === null || role.virtualAccountId === partId) &&
      role.endedAt === null,
  );

export const undecided = ({ state }: Pick<Request, "state">) => state === "pending" || state === "waiting";

/** May decide on a request now: never one's own. */
export const decides = (who: Member, request: Request, facts: Facts, world: World) =>
  undecided(request) &&
  who.id !== request.requesterId &&
  (request.accountId === null
    ? administers(who, request.organizationId!, facts, world)
    : administersAccount(who, request.accountId, facts) ||
      (request.virtualAccountId !== null &&
        administersPart(who, request.accountId, request.virtualAccountId, facts)));

/** What a purpose asks for beside a live link in the hands of its addressee. */
const rights: Readonly<Record<string, (who: Member, link: Link, facts: Facts, world: World) => boolean>> = {
  decideRequest: (who, { subjectId }, facts, world) =>
    facts.requests.some((request) => request.id === subjectId && decides(who, request, facts, world)),
  objectToReclaim: (who, { subjectId }, facts, world) =>
    facts.reclaims.some(
      ({ id, state, organizationId }) =>
        id === subjectId &&
        ["announced", "underReview"].includes(state) &&
        administers(who, organizationId, facts, world),
    ),
  activateAccount: (_, { subjectId }, { accounts, now }) =>
    accounts.some(
      ({ id, state, activationSentAt }) =>
        id === subjectId &&
        state === "provisional" &&
        activationSentAt !== null &&
        now < activationSentAt + limits.account.activateWithin,
    ),
};

/** A link acts for its addressee only, once, while it is neither replaced nor too old, and its matter waits. */
export function actsOn(who: Member, link: Link, facts: Facts, world: World): boolean {
  const live = link.actedAt === null && link.replacedAt === null && link.expiresAt > facts.now;
  const right = rights[link.purpose];
  return (
    live && enabled(who, facts) && who.email === link.email && (right?.(who, link, facts, world) ?? true)
  );
}
