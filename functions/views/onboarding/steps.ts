import { invitationTo } from "#db/queries/invitation.ts";
import { associationAsked, confirmationRecords, extents, onboardingRecords } from "#db/queries/onboarding.ts";
import { isPersonalEmail } from "#src/domain/email.ts";
import type { OnboardingStep } from "#src/domain/journeys/onboarding/onboarding.ts";
import { asTree } from "#src/domain/organization.ts";
import { isOpen } from "#src/domain/review.ts";
import { suggestedName } from "#src/domain/suggested-name.ts";
import { reviewTimeline } from "#src/domain/timeline.ts";
import { askerEmail, Elsewhere, type Loaded, query, signedIn, someone } from "#functions/command/query.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { type OnboardingRecords, ownQuestion, standing } from "#functions/standing/onboarding.ts";
import { administratorView } from "./administrator.ts";
import { statusPage } from "./status.ts";

const load = (_: unknown, context: Context) => onboardingRecords(ownQuestion(context));

/** Whoever is not at this step (yet) is led to the current one. */
function visit(step: OnboardingStep, actor: Actor, loaded: OnboardingRecords, context: Context) {
  const person = step === "verify" ? someone(actor) : signedIn(actor);
  const at = standing(loaded, person, context);
  if (!at.mayVisit(step)) throw new Elsewhere(at.here);
  return { at, person };
}

const loadVerify = (_: unknown, context: Context) => ({
  ...load(_, context),
  association: associationAsked(ownQuestion(context)),
  invitation: invitationTo(askerEmail(context), context.today),
});

/** Whether the address is to belong to the contract: asked and not decided, or refused; null: neither. */
const associationView = (
  asked: Loaded<ReturnType<typeof loadVerify>>["association"][number] | undefined,
  now: number,
) => {
  if (!asked || !(isOpen(asked) || asked.state === "refused")) return null;
  const { state, contractNumber, comment, dueAt } = asked;
  const answer = state === "waiting";
  return {
    contractNumber,
    refused: state === "refused" ? (comment ?? "") : null,
    answer,
    dueAt,
    timeline: state === "refused" ? [] : reviewTimeline({ ...asked, asked: answer }, now),
  };
};

/** Whoever was invited finds the numbers with which the inviter began. */
const verifyPage = query({
  load: loadVerify,
  view: (actor, loaded, _, context) => {
    const { at, person } = visit("verify", actor, loaded, context);
    const [invited] = at.draft ? [] : loaded.invitation;
    const start = at.draft?.answers ?? invited;
    return {
      back: at.back("verify"),
      inviter: invited?.inviter ?? "",
      name: person.name,
      suggestedName: suggestedName(person.email),
      email: person.email,
      isPersonal: isPersonalEmail(person.email),
      contractNumber: start?.contractNumber ?? "",
      serialNumber: start?.serialNumber ?? "",
      verified: at.draft !== null && at.verified,
      association: associationView(loaded.association[0], context.now),
    };
  },
});

const confirmPage = query({
  load,
  view: (actor, loaded, _, context) => {
    const { at } = visit("confirm", actor, loaded, context);
    return {
      back: at.back("confirm"),
      contractNumber: at.answers.contractNumber ?? "",
      serialNumber: at.answers.serialNumber ?? "",
      administrator: administratorView(at.administrator!, at.organizationName),
    };
  },
});

/** What can be chosen, as a tree, each with how far it reaches. */
const organizationPage = query({
  load: (_: unknown, context: Context) => ({
    ...load(_, context),
    extents: extents(ownQuestion(context)),
  }),
  view: (actor, loaded, _, context) => {
    const { at } = visit("organization", actor, loaded, context);
    const below = new Map(loaded.extents.map((one) => [one.id, one.below]));
    return {
      back: at.back("organization"),
      organizations: asTree(at.offered).map(({ node, depth }) => ({
        ...node,
        depth,
        below: below.get(node.id) ?? 0,
      })),
      chosenId: at.chosen?.id,
      ofContract: at.contract!.organizationId,
      ofDevice: at.device!.organizationId,
    };
  },
});

const checkEmailPage = query({
  load: (_: unknown, context: Context) => ({
    ...load(_, context),
    ...confirmationRecords(ownQuestion(context)),
  }),
  view: (actor, loaded, _, context) => {
    const {
      at,
      person: { email },
    } = visit("check-email", actor, loaded, context);
    const { chosen } = at;
    const { confirmations } = loaded;
    const { now } = context;
    const [latest] = confirmations;
    return {
      back: at.back("check-email"),
      email,
      organization: chosen!.name,
      sentAt: latest?.createdAt ?? null,
      expiresAt: latest?.expiresAt ?? null,
      /** The newest link is of no use any more. */
      expired: latest !== undefined && latest.expiresAt <= now,
      again: confirmations.length > 1,
      notDelivered: latest?.delivery === "bounced" || latest?.delivery === "set-aside",
    };
  },
});

/** The page of each step of onboarding, by its address. */
export const onboardingStepPages = {
  "onboarding/verify": verifyPage,
  "onboarding/confirm": confirmPage,
  "onboarding/organization": organizationPage,
  "onboarding/check-email": checkEmailPage,
  "onboarding/status": statusPage,
} satisfies Record<`onboarding/${OnboardingStep}`, unknown>;
