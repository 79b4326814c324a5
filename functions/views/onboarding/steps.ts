import { invitationTo } from "#db/queries/invitation.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { emailOf } from "#db/queries/person.ts";
import type { OnboardingStep } from "#src/domain/journeys/onboarding/onboarding.ts";
import { asker, Elsewhere, query, signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";
import { type OnboardingRecords, type Standing, standing } from "#functions/standing/onboarding.ts";
import { administratorView } from "./administrator.ts";
import { statusPage } from "./status.ts";

const load = (_: unknown, context: Context) => onboardingRecords(questionOf(asker(context)));

/** Whoever is not at this step (yet) is led to the current one. */
function visit(step: OnboardingStep, actor: Actor, loaded: OnboardingRecords, context: Context) {
  const person = signedIn(actor);
  const at = standing(loaded, person, context);
  if (!at.mayVisit(step)) throw new Elsewhere(at.here);
  return { at, person };
}

const stepPage = <View>(step: OnboardingStep, view: (at: Standing, person: Person) => View) =>
  query({
    load,
    view: (actor, loaded, _, context) => {
      const { at, person } = visit(step, actor, loaded, context);
      return { back: at.back(step), ...view(at, person) };
    },
  });

/** Whoever was invited finds the numbers with which the inviter began. */
const verifyPage = query({
  load: (_: unknown, context: Context) => ({
    ...load(_, context),
    invitation: invitationTo(emailOf(asker(context)), context.today),
  }),
  view: (actor, loaded, _, context) => {
    const { at, person } = visit("verify", actor, loaded, context);
    const start = at.draft?.answers ?? loaded.invitation[0];
    return {
      back: at.back("verify"),
      name: person.name,
      email: person.email,
      contractNumber: start?.contractNumber ?? "",
      serialNumber: start?.serialNumber ?? "",
      verified: at.draft !== null && at.verified,
    };
  },
});

const confirmPage = stepPage("confirm", ({ answers, administrator, organizationName }) => ({
  contractNumber: answers.contractNumber ?? "",
  serialNumber: answers.serialNumber ?? "",
  administrator: administratorView(administrator!, organizationName),
}));

const organizationPage = stepPage("organization", ({ offered, chosen, contract, device }) => ({
  organizations: offered,
  chosenId: chosen?.id,
  ofContract: contract!.organizationId,
  ofDevice: device!.organizationId,
}));

const checkEmailPage = stepPage("check-email", ({ chosen, confirmations }, { email }) => {
  const [latest] = confirmations;
  return {
    email,
    organization: chosen!.name,
    sentAt: latest?.createdAt ?? null,
    expiresAt: latest?.expiresAt ?? null,
    again: confirmations.length > 1,
    notDelivered: latest?.delivery === "bounced" || latest?.delivery === "set-aside",
  };
});

/** The page of each step of onboarding, by its address. */
export const onboardingStepPages = {
  "onboarding/verify": verifyPage,
  "onboarding/confirm": confirmPage,
  "onboarding/organization": organizationPage,
  "onboarding/check-email": checkEmailPage,
  "onboarding/status": statusPage,
} satisfies Record<`onboarding/${OnboardingStep}`, unknown>;
