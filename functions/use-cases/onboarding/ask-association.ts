import { associationAsked, onboardingRecords } from "#db/queries/onboarding.ts";
import { mailboxOf } from "#src/domain/email.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isWaiting } from "#src/domain/registration.ts";
import { isOpen } from "#src/domain/review.ts";
import { isContractUnknown } from "#src/domain/verification.ts";
import { command } from "#functions/command/command.ts";
import { tell, together } from "#functions/command/consequences.ts";
import { asker, askerMailbox } from "#functions/command/query.ts";
import { begin } from "#functions/consequences/onboarding/begin.ts";
import { introduce } from "#functions/consequences/person.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { numbersAndName, sayingTheirName } from "#functions/input/numbers.ts";
import { oneMoreCase, openCases } from "#functions/quotas/open-cases.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { ownQuestion, standing } from "#functions/standing/onboarding.ts";

const address = "onboarding/verify";

/**
 * Somebody whose contract is not found asks an agent to associate their address with it (src/domain/README.md 2.3). Whether there is
 * such a contract they do not learn by it.
 */
export const askAssociation = command({
  action: "registration.ask-association",

  input: numbersAndName,

  load: (typed, context) => ({
    ...onboardingRecords(ownQuestion(context, typed)),
    ...knownAgents(context),
    ...openCases(asker(context)),
    ...askingSomebody.read({ ask: askerMailbox(context) }, context),
    association: associationAsked(ownQuestion(context)),
  }),

  allow: (actor, _, { name }) => sayingTheirName(actor, name),

  decide: (me, loaded, typed, context) => {
    const at = standing(loaded, me, context, typed);
    if (isWaiting(at.registration?.state)) return { next: "onboarding/status" };
    if ("email" in at.errors) throw invalid(at.errors);
    const [asked] = loaded.association;
    if (!isContractUnknown(at.errors) || (asked && isOpen(asked))) return { next: address };

    const { id, begun } = begin(at, me, typed, context);
    const person = { ...me, name: me.name || (typed.name ?? "") };
    const review = openReview(
      {
        kind: "association",
        subjectId: id,
        person,
        placeName: typed.contractNumber,
        reasons: ["notAssociated"],
      },
      loaded.known,
      context,
    );
    return {
      next: address,
      ...together(
        askingSomebody.take(loaded, { ask: mailboxOf(me.email) }, context),
        oneMoreCase(loaded, me),
        me.name ? null : introduce(me, person.name, context),
        begun,
        tell("under-review", person, { place: typed.contractNumber, dueAt: review.dueAt, address }),
        review,
      ),
    };
  },
});
