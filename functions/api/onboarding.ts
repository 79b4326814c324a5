import { byField } from "#functions/command/by-field.ts";
import { reclaimOrganization } from "#functions/use-cases/reclaim/announce.ts";
import { requestAccess } from "#functions/use-cases/access-request/request-organization.ts";
import { handOver } from "#functions/use-cases/invitation/hand-over.ts";
import { remindFromStatus } from "#functions/use-cases/onboarding/remind-from-status.ts";
import { withdrawRegistration } from "#functions/use-cases/onboarding/withdraw-registration.ts";
import { chooseOrganization } from "#functions/use-cases/onboarding/choose-organization.ts";
import { resendConfirmation } from "#functions/use-cases/onboarding/resend-confirmation.ts";
import { verifyAccount } from "#functions/use-cases/onboarding/verify-account.ts";
import { resource } from "#functions/http/address.ts";

const onRegistration = byField("action", {
  withdraw: withdrawRegistration,
  remind: remindFromStatus,
  reclaim: reclaimOrganization,
});

export const onboarding = resource()
  .page("onboarding/verify", { post: verifyAccount })
  .page("onboarding/confirm", { post: requestAccess })
  .page("onboarding/organization", { post: chooseOrganization })
  .page("onboarding/check-email", { post: resendConfirmation })
  .page("onboarding/status", { post: onRegistration })
  .page("onboarding/hand-over", { post: handOver }).routes;
