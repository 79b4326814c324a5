import { mustChange } from "#db/client.ts";
import { actOnLink, subjectByHash } from "#db/queries/link.ts";
import { onboardingRecords, questionOfRegistration } from "#db/queries/onboarding.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { giveRole } from "#db/queries/role.ts";
import { claimSeat } from "#db/queries/seat.ts";
import { newId, type SeatId } from "#src/domain/ids.ts";
import { limits, terms } from "#src/domain/limits.ts";
import { toldByPage } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import type { Accepted } from "#functions/command/command.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { asker } from "#functions/command/query.ts";
import { assessByAgent } from "#functions/consequences/onboarding/assess.ts";
import { raceLost } from "#functions/standing/race-lost.ts";
import { type Standing, standing } from "#functions/standing/onboarding.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { matter } from "./matter.ts";

/** *Continue* on the confirmation link: decides who becomes the first administrator (src/domain/README.md 2.5). */
export const confirmAddress = matter({
  purpose: "confirmAddress",
  action: "registration.confirm-address",

  load: (hash, context) => ({
    ...onboardingRecords(questionOfRegistration(subjectByHash(hash))),
    ...knownAgents(context),
    ...askingSomebody.read({ ask: asker(context) }, context),
  }),

  organization: ({ loaded, person }, context) => {
    const { chosen, organizationName, registration } = standing(loaded, person, context);
    return chosen?.name ?? organizationName(registration?.answers.organizationId ?? "");
  },

  view: ({ loaded, person, link }, context) => {
    const at = standing(loaded, person, context);
    const { draft, organizationName, confirmations } = at;
    const winner = winnerOver(at);
    const { replacedAt } = link;
    const followed = replacedAt === null || confirmations.some(({ createdAt }) => createdAt >= replacedAt);
    if (!draft || !followed) return { face: "withdrawn" as const, status: 410 };
    if (winner)
      return {
        face: "raceLost" as const,
        status: 410,
        winner: winner.name,
        at: winner.createdAt,
        organization: organizationName(winner.organizationId),
      };
    return { face: "confirmAddress" as const };
  },

  decide: ({ loaded, person, link, state }, _, context) => {
    if (state === "acted") return { next: "onboarding/status" };
    const at = standing(loaded, person, context);
    if (state !== "live" || !at.draft) throw toldByPage("gone");
    const winner = winnerOver(at);
    if (winner) throw raceLost(winner, at.organizationName(winner.organizationId));
    if (!at.chosen) return { next: at.here };

    const registration = { id: at.draft.id, state: "draft" as const };
    const reasons = at.rulesFor(at.chosen.id);
    const follows = reasons.length
      ? {
          next: "onboarding/status",
          ...assessByAgent(
            {
              person,
              registration,
              organization: at.chosen,
              reasons,
              known: loaded.known,
              tries: loaded,
            },
            context,
          ),
        }
      : claim(person, at, context);
    return {
      ...follows,
      writes: [mustChange(actOnLink(link.id, person.id, context.now)), ...follows.writes],
    };
  },
});

/** Who became administrator meanwhile: of the contract's organization or above, or where this person wants to. */
const winnerOver = ({ administrator, chosen, winnerFor }: Standing) =>
  administrator ?? (chosen && winnerFor(chosen.id));

function claim(person: Person, at: Standing, context: Context): Accepted {
  const { now } = context;
  const { id: organizationId, name: organization } = at.chosen!;
  const registration = { id: at.draft!.id, state: "draft" as const };
  const seatId = newId<SeatId>();
  const roleId = newId();
  const toAccept = issueLink(
    { purpose: "acceptTerms", email: person.email, subjectId: seatId, lifetime: limits.lastingLink.lifetime },
    context,
  );
  const to = person;
  return {
    next: "onboarding/status",
    writes: [
      mustChange(moveRegistration(registration, "claim", { changedAt: now })),
      mustChange(
        claimSeat({
          id: seatId,
          organizationId,
          personId: person.id,
          registrationId: registration.id,
          alsoFree: at.contract!.organizationId,
          now,
        }),
      ),
      giveRole({
        id: roleId,
        organizationId,
        personId: person.id,
        role: "customer-administrator",
        originId: registration.id,
        createdAt: now,
      }),
      toAccept.write,
      announceAccess({ personId: person.id, organizationId }, context),
    ],
    audit: [
      { subjectId: registration.id, organizationId, from: "draft", to: "administrator" },
      { subjectId: seatId, organizationId, to: "claim" },
      { subjectId: roleId, organizationId, to: "customer-administrator" },
    ],
    mail: [
      { template: "welcome", to, params: { organization } },
      { template: "customer-administrator-granted", to, params: { organization } },
      {
        template: "accept-terms",
        to,
        linkId: toAccept.id,
        params: { organization, version: terms.version, inForceOn: terms.inForceOn },
      },
    ],
  };
}
