import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import {
  confirmationRecords,
  onboardingRecords,
  questionOfRegistration,
  ruleRecords,
} from "#db/queries/onboarding.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { claimSeat } from "#db/queries/seat.ts";
import type { OrganizationId, SeatId } from "#src/domain/ids.ts";
import { change, type Consequences, move, record, together } from "#functions/command/consequences.ts";
import { asker, askerMailbox } from "#functions/command/query.ts";
import { assessByAgent } from "#functions/consequences/onboarding/assess.ts";
import { settleIn } from "#functions/consequences/seat/settle-in.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { openCases } from "#functions/quotas/open-cases.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { type Standing, standing } from "#functions/standing/onboarding.ts";
import { raceLost } from "#functions/standing/race-lost.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

type View =
  | { readonly face: "confirmAddress" }
  | { readonly face: "withdrawn"; readonly status: number }
  | {
      readonly face: "raceLost";
      readonly status: number;
      readonly winner: string;
      readonly at: number;
      /** Where the winner administers, which may be above the place that was chosen. */
      readonly organization: string;
    };

/** *Continue* on the confirmation link: decides who becomes the first administrator (src/domain/README.md 2.5). */
export const confirmAddress = matter({
  action: "registration.confirm-address",

  load: (hash, context) => ({
    link: linkByHash(hash),
    ...onboardingRecords(questionOfRegistration(subjectByHash(hash))),
    ...confirmationRecords({ registrationId: subjectByHash(hash) }),
    ...ruleRecords(questionOfRegistration(subjectByHash(hash))),
    ...knownAgents(context),
    ...openCases(asker(context)),
    ...askingSomebody.read({ ask: askerMailbox(context) }, context),
  }),

  place: (loaded, person, context) => {
    const { chosen, organizationName, registration } = standing(loaded, person, context);
    return chosen?.name ?? organizationName(registration?.answers.organizationId ?? "");
  },

  view: ({ person, link: { replacedAt } }, loaded, context): View => {
    const at = standing(loaded, person, context);
    const { draft, organizationName } = at;
    const winner = winnerOver(at);
    const followed =
      replacedAt === null || loaded.confirmations.some(({ createdAt }) => createdAt >= replacedAt);
    if (!draft || !followed) return { face: "withdrawn", status: 410 };
    if (winner)
      return {
        face: "raceLost",
        status: 410,
        winner: winner.name,
        at: winner.createdAt,
        organization: organizationName(winner.organizationId),
      };
    return { face: "confirmAddress" };
  },

  repeat: () => "onboarding/status",

  decide: ({ person }, loaded, _, context) => {
    const at = standing(loaded, person, context);
    const { draft, chosen: organization } = at;
    if (!draft) throw linkOver();
    const winner = winnerOver(at);
    if (winner) throw raceLost(winner, at.organizationName(winner.organizationId));
    if (!organization) return { next: `onboarding/${at.current}` };

    const registration = { id: draft.id, state: "draft" as const };
    const reasons = at.rulesFor(organization.id, loaded);
    const follows = reasons.length
      ? assessByAgent({ ...loaded, person, registration, organization, reasons }, context)
      : claim(person, { ...at, registration, organization }, context);
    return { next: "onboarding/status", ...follows };
  },
});

/** Who became administrator meanwhile: of the contract's organization or above, or where this person wants to. */
const winnerOver = ({ administrator, chosen, winnerFor }: Standing) =>
  administrator ?? (chosen && winnerFor(chosen.id));

interface Claim extends Pick<Standing, "contract"> {
  readonly registration: { readonly id: NonNullable<Standing["draft"]>["id"]; readonly state: "draft" };
  readonly organization: { readonly id: OrganizationId; readonly name: string };
}

/** Nobody administers it and no rule speaks against it: this person does from now on. */
function claim(
  person: Person,
  { contract, registration, organization: { id: organizationId, name: organization } }: Claim,
  context: Context,
): Consequences {
  const { now } = context;
  const seatId = context.newId<SeatId>();
  const seat = {
    id: seatId,
    organizationId,
    personId: person.id,
    registrationId: registration.id,
    alsoFree: contract!.organizationId,
    now,
  };
  return together(
    move(moveRegistration, registration, "claim", { changedAt: now }, { organizationId }),
    change(claimSeat(seat)),
    record({ subjectId: seatId, organizationId, to: "claim" }),
    settleIn(
      person,
      { seatId, organizationId, organization, originId: registration.id, hasRole: false },
      context,
    ),
  );
}
