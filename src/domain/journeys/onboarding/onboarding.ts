import type { OnboardingSituation } from "./situation.ts";
import { checkEmail } from "./steps/check-email.ts";
import { confirm } from "./steps/confirm.ts";
import { organization } from "./steps/organization.ts";
import { status } from "./steps/status.ts";
import { verify } from "./steps/verify.ts";
import type { Step } from "#src/domain/journeys/journey.ts";

type StepId = "verify" | "confirm" | "organization" | "check-email" | "status";

/** The way through onboarding (README.md 2): one file per step, in this order. */
export const onboarding: readonly Step<StepId, OnboardingSituation>[] = [
  verify,
  confirm,
  organization,
  checkEmail,
  status,
];
