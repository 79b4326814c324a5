import { chooseOrganization } from "../use-cases/onboarding/choose-organization.ts";
import {
  checkEmailPage,
  confirmPage,
  organizationPage,
  statusPage,
  verifyPage,
} from "../use-cases/onboarding/pages.ts";
import { resendConfirmation } from "../use-cases/onboarding/resend-confirmation.ts";
import { verifyAccount } from "../use-cases/onboarding/verify-account.ts";
import { act, resource, show } from "./address.ts";

const verify = { place: "onboarding/verify", query: verifyPage };
const confirm = { place: "onboarding/confirm", query: confirmPage };
const organization = { place: "onboarding/organization", query: organizationPage };
const checkEmail = { place: "onboarding/check-email", query: checkEmailPage };
const status = { place: "onboarding/status", query: statusPage };

export const onboarding = resource()
  .at("onboarding/verify", { get: show(verify), post: act(verifyAccount, verify) })
  .at("onboarding/confirm", { get: show(confirm) })
  .at("onboarding/organization", { get: show(organization), post: act(chooseOrganization, organization) })
  .at("onboarding/check-email", { get: show(checkEmail), post: act(resendConfirmation, checkEmail) })
  .at("onboarding/status", { get: show(status) }).routes;
