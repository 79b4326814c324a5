import { onboarding as steps, type OnboardingStep } from "#src/domain/journeys/onboarding/onboarding.ts";
import { byField } from "#functions/command/by-field.ts";
import type { Command } from "#functions/command/command.ts";
import { resource } from "#functions/http/address.ts";
import { requestAccess } from "#functions/use-cases/access-request/request-organization.ts";
import { handOver } from "#functions/use-cases/invitation/hand-over.ts";
import { askAssociation } from "#functions/use-cases/onboarding/ask-association.ts";
import { chooseOrganization } from "#functions/use-cases/onboarding/choose-organization.ts";
import { remindFromStatus } from "#functions/use-cases/onboarding/remind-from-status.ts";
import { resendConfirmation } from "#functions/use-cases/onboarding/resend-confirmation.ts";
import { verifyAccount } from "#functions/use-cases/onboarding/verify-account.ts";
import { withdrawAssociation } from "#functions/use-cases/onboarding/withdraw-association.ts";
import { withdrawRegistration } from "#functions/use-cases/onboarding/withdraw-registration.ts";
import { announceReclaim } from "#functions/use-cases/reclaim/announce.ts";

/** What the button of each step does. */
const verbs: Readonly<Record<OnboardingStep, Command>> = {
  verify: byField("action", { "": verifyAccount, associate: askAssociation, withdraw: withdrawAssociation }),
  confirm: requestAccess,
  organization: chooseOrganization,
  "check-email": resendConfirmation,
  status: byField("action", {
    withdraw: withdrawRegistration,
    remind: remindFromStatus,
    reclaim: announceReclaim,
  }),
};

const routes = resource().page("onboarding/hand-over", { post: handOver });

for (const { id } of steps) routes.page(`onboarding/${id}`, { post: verbs[id] });

export const onboarding = routes.routes;
