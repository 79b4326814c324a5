import { byField } from "#functions/command/by-field.ts";
import { reclaimOrganization } from "#functions/use-cases/reclaim/announce.ts";
import { requestAccess } from "#functions/use-cases/access-request/request-organization.ts";
import { handOver } from "#functions/use-cases/invitation/hand-over.ts";
import { handOverPage } from "#functions/views/onboarding/hand-over.ts";
import { remindFromStatus } from "#functions/use-cases/onboarding/remind-from-status.ts";
import { withdrawRegistration } from "#functions/use-cases/onboarding/withdraw-registration.ts";
import { chooseOrganization } from "#functions/use-cases/onboarding/choose-organization.ts";
import {
  checkEmailPage,
  confirmPage,
  organizationPage,
  verifyPage,
} from "#functions/views/onboarding/steps.ts";
import { resendConfirmation } from "#functions/use-cases/onboarding/resend-confirmation.ts";
import { statusPage } from "#functions/views/onboarding/status.ts";
import { verifyAccount } from "#functions/use-cases/onboarding/verify-account.ts";
import { act, resource, show } from "#functions/http/address.ts";

const verify = { place: "onboarding/verify", query: verifyPage };
const confirm = { place: "onboarding/confirm", query: confirmPage };
const organization = { place: "onboarding/organization", query: organizationPage };
const checkEmail = { place: "onboarding/check-email", query: checkEmailPage };
const handOverHere = { place: "onboarding/hand-over", query: handOverPage };
const status = { place: "onboarding/status", query: statusPage };

const onRegistration = byField("action", {
  withdraw: withdrawRegistration,
  remind: remindFromStatus,
  reclaim: reclaimOrganization,
});

export const onboarding = resource()
  .at("onboarding/verify", { get: show(verify), post: act(verifyAccount, verify) })
  .at("onboarding/confirm", { get: show(confirm), post: act(requestAccess, confirm) })
  .at("onboarding/organization", { get: show(organization), post: act(chooseOrganization, organization) })
  .at("onboarding/check-email", { get: show(checkEmail), post: act(resendConfirmation, checkEmail) })
  .at("onboarding/status", { get: show(status), post: act(onRegistration, status) })
  .at("onboarding/hand-over", { get: show(handOverHere), post: act(handOver, handOverHere) }).routes;
