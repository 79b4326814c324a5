import type { OrganizationId } from "#src/domain/ids.ts";
import type { RegistrationState } from "#src/domain/registration.ts";

/** What a person answered in onboarding so far; kept in the database. */
export interface OnboardingAnswers {
  readonly contractNumber?: string;
  readonly serialNumber?: string;
  readonly organizationId?: OrganizationId;
}

/** Where somebody stands in onboarding: computed from answers and records at each request, never stored. */
export interface OnboardingSituation {
  readonly state: RegistrationState | null;
  readonly answers: OnboardingAnswers;
  /** The contract and serial number given still hold. */
  readonly verified: boolean;
  /** The contract's organization, or one above it, has an administrator. */
  readonly administratorExists: boolean;
  /** The organization answered is still one of those offered. */
  readonly organizationHolds: boolean;
}

export const isOpen = ({ state }: OnboardingSituation) => state === null || state === "draft";
