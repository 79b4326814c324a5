import type { Step } from "#src/domain/journeys/journey.ts";
import type { OnboardingSituation } from "./situation.ts";
import { checkEmail } from "./steps/check-email.ts";
import { confirm } from "./steps/confirm.ts";
import { organization } from "./steps/organization.ts";
import { status } from "./steps/status.ts";
import { verify } from "./steps/verify.ts";

/** The way through onboarding (README.md 2): one file per step, in this order. */
export const onboarding = [
  verify,
  confirm,
  organization,
  checkEmail,
  status,
] as const satisfies readonly Step<string, OnboardingSituation>[];

export type OnboardingStep = (typeof onboarding)[number]["id"];
