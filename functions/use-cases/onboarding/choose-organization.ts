import { endLinks } from "#db/queries/link.ts";
import { mustChange } from "#db/client.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { holdDraft, saveAnswers } from "#db/queries/registration.ts";
import { valid } from "#src/domain/journeys/journey.ts";
import { organization } from "#src/domain/journeys/onboarding/steps/organization.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { linkState } from "#src/domain/link.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import { type Accepted, command } from "#functions/command/command.ts";
import { asker, signedIn } from "#functions/command/query.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { assessByAgent } from "#functions/consequences/onboarding/assess.ts";
import { raceLost } from "#functions/consequences/onboarding/race-lost.ts";
import { resendWait, tooManyMessages } from "#functions/quotas/resending.ts";
import { type Standing, standing } from "#functions/standing/onboarding.ts";

/** Somebody chooses the organization to administer; nothing is reserved by it (src/domain/README.md 2.5). */
export const chooseOrganization = command({
  action: "registration.choose-organization",

  input: (fields) => valid(organization.read(fields)),

  load: (_, context) => ({
    ...onboardingRecords(questionOf(asker(context))),
    ...knownAgents(context),
    ...askingSomebody.read({ ask: asker(context) }, context),
  }),

  allow: signedIn,

  decide: (person, loaded, { organizationId }, context) => {
    const at = standing(loaded, person, context);
    const { draft } = at;
    if (!draft || !at.verified) return { next: at.here };
    const { known } = loaded;
    const registration = { id: draft.id, state: "draft" as const };

    if (organizationId === "none")
      return assessByAgent(
        { person, registration, organization: null, reasons: ["noneOfTheAbove"], known, tries: loaded },
        context,
      );

    const chosen = at.listed.find(({ id }) => id === organizationId);
    if (!chosen) throw invalid({ organizationId: { key: "onboarding.organization.errors.notListed" } });
    const winner = at.administrator ?? at.winnerFor(chosen.id);
    if (winner) throw raceLost(winner, at.organizationName(winner.organizationId));

    const answers = { ...draft.answers, organizationId: chosen.id };
    const reasons = at.rulesFor(chosen.id);
    if (reasons.length)
      return assessByAgent(
        { person, registration, organization: chosen, reasons, known, tries: loaded },
        context,
      );

    const waiting = at.confirmations.some(
      (link) => linkState({ ...link, purpose: "confirmAddress" }, context.now) === "live",
    );
    if (waiting && at.chosen?.id === organizationId) return { next: at.next("organization") };
    const wait = resendWait(at.confirmations, context.now).hourly;
    if (wait > 0) throw tooManyMessages(wait, "organizationId");

    const confirmation = askToConfirm(person, at, chosen.name, context);
    return {
      ...confirmation,
      writes: [mustChange(saveAnswers(draft.id, answers, context.now)), ...confirmation.writes],
    };
  },
});

/** Sends the link that asks for the deliberate second look; it replaces an earlier one. */
export function askToConfirm(
  person: Person,
  at: Standing,
  organizationName: string,
  context: Context,
): Accepted {
  const { lifetime } = limits.confirmationLink;
  const subjectId = at.draft!.id;
  const newest = at.confirmations[0]?.id ?? null;
  const link = issueLink({ purpose: "confirmAddress", email: person.email, subjectId, lifetime }, context);
  return {
    next: at.next("organization"),
    writes: [
      mustChange(holdDraft(subjectId, "confirmAddress", newest, context.now)),
      endLinks("confirmAddress", subjectId, context.now),
      link.write,
    ],
    audit: [{ subjectId, from: "draft", to: "draft" }],
    mail: [
      {
        template: "confirm-address",
        to: person,
        linkId: link.id,
        params: { organization: organizationName, hours: lifetime / 3_600_000 },
      },
    ],
  };
}
