import type { Step } from "#src/domain/journeys/journey.ts";
import { checkEmail } from "./check-email.ts";
import { confirm } from "./confirm.ts";
import { organization } from "./organization.ts";
import type { OnboardingSituation } from "./situation.ts";
import { status } from "./status.ts";
import { verify } from "./verify.ts";

/** The way through onboarding (README.md 2): one file per step, in this order. */
export const onboarding = [
  verify,
  confirm,
  organization,
  checkEmail,
  status,
] as const satisfies readonly Step<string, OnboardingSituation>[];

export type OnboardingStep = (typeof onboarding)[number]["id"];
