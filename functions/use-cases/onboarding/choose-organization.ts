import { confirmationRecords, onboardingRecords, ruleRecords } from "#db/queries/onboarding.ts";
import { saveAnswers } from "#db/queries/registration.ts";
import { valid } from "#src/domain/journeys/journey.ts";
import { organization } from "#src/domain/journeys/onboarding/organization.ts";
import { linkState } from "#src/domain/link.ts";
import { invalid } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { change, together } from "#functions/command/consequences.ts";
import { asker, askerMailbox, signedIn } from "#functions/command/query.ts";
import { askToConfirm } from "#functions/consequences/onboarding/ask-to-confirm.ts";
import { assessByAgent } from "#functions/consequences/onboarding/assess.ts";
import { openCases } from "#functions/quotas/open-cases.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { resendWait, tooManyMessages } from "#functions/quotas/resending.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { ownQuestion, standing } from "#functions/standing/onboarding.ts";
import { raceLost } from "#functions/standing/race-lost.ts";

/** Somebody chooses the organization to administer; nothing is reserved by it (src/domain/README.md 2.5). */
export const chooseOrganization = command({
  action: "registration.choose-organization",

  input: (fields) => valid(organization.read(fields)),

  load: (_, context) => ({
    ...onboardingRecords(ownQuestion(context)),
    ...confirmationRecords(ownQuestion(context)),
    ...ruleRecords(ownQuestion(context)),
    ...knownAgents(context),
    ...openCases(asker(context)),
    ...askingSomebody.read({ ask: askerMailbox(context) }, context),
  }),

  allow: signedIn,

  decide: (person, loaded, { organizationId }, context) => {
    const at = standing(loaded, person, context);
    const { draft } = at;
    if (!draft || !at.verified) return { next: at.here };
    const registration = { id: draft.id, state: "draft" as const };
    const matter = { ...loaded, person, registration };

    if (organizationId === "none")
      return {
        next: "onboarding/status",
        ...assessByAgent({ ...matter, organization: null, reasons: ["noneOfTheAbove"] }, context),
      };

    const chosen = at.listed.find(({ id }) => id === organizationId);
    if (!chosen) throw invalid({ organizationId: { key: "onboarding.organization.errors.notListed" } });
    const winner = at.administrator ?? at.winnerFor(chosen.id);
    if (winner) throw raceLost(winner, at.organizationName(winner.organizationId));

    const answers = { ...draft.answers, organizationId: chosen.id };
    const reasons = at.rulesFor(chosen.id, loaded);
    if (reasons.length)
      return {
        next: "onboarding/status",
        ...assessByAgent({ ...matter, organization: chosen, reasons }, context),
      };

    const waiting = loaded.confirmations.some(
      (link) => linkState({ ...link, purpose: "confirmAddress" }, context.now) === "live",
    );
    if (waiting && at.chosen?.id === organizationId) return { next: at.next("organization") };
    const wait = resendWait(loaded.confirmations, context.now).hourly;
    if (wait > 0) throw tooManyMessages(wait, "organizationId");

    return {
      next: at.next("organization"),
      ...together(
        change(saveAnswers(draft.id, answers, context.now)),
        askToConfirm(person, { ...at, ...loaded }, chosen.name, context),
      ),
    };
  },
});
