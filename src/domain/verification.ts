import { isPersonalEmail } from "./email.ts";
import type { OrganizationId } from "./ids.ts";
import { smartEntitledTypes } from "./limits.ts";
import type { FieldErrors } from "./refusal.ts";

/** What is known of what somebody typed: null where nothing matches. Days are `YYYY-MM-DD`. */
export interface Evidence {
  readonly contract: {
    type: string;
    organizationId: OrganizationId;
    startsOn: string;
    endsOn: string;
  } | null;
  readonly entitlement: { endsOn: string | null } | null;
  readonly device: { contractNumber: string; organizationId: OrganizationId } | null;
}

export interface Claim {
  readonly email: string;
  readonly contractNumber: string;
}

const entitled = new Set(smartEntitledTypes.map((type) => type.toLowerCase()));
const unknownContract: FieldErrors = { contractNumber: { key: "onboarding.verify.errors.contractUnknown" } };

/** What is wrong, by field; empty when the person is entitled (product.md 2.3). `today` in the portal's time zone. */
export function verify({ email, contractNumber }: Claim, evidence: Evidence, today: string): FieldErrors {
  const { contract, entitlement, device } = evidence;
  if (isPersonalEmail(email))
    return { email: { key: "onboarding.verify.errors.personalEmail", params: { email } } };
  if (!contract || !entitlement) return unknownContract;
  if (entitlement.endsOn && entitlement.endsOn < today) return unknownContract;
  const contractError = contractRules.find(({ broken }) => broken(contract, today));
  return {
    ...(contractError && {
      contractNumber: { key: contractError.key, params: contractError.params(contract) },
    }),
    ...(device?.contractNumber !== contractNumber && {
      serialNumber: { key: "onboarding.verify.errors.deviceNotCovered" },
    }),
  };
}

type Contract = NonNullable<Evidence["contract"]>;

const contractRules = [
  {
    key: "onboarding.verify.errors.contractNotEntitled",
    broken: ({ type }: Contract) => !entitled.has(type.trim().toLowerCase()),
    params: ({ type }: Contract) => ({ type }),
  },
  {
    key: "onboarding.verify.errors.contractNotYetActive",
    broken: ({ startsOn }: Contract, today: string) => today < startsOn,
    params: ({ startsOn }: Contract) => ({ day: startsOn }),
  },
  {
    key: "onboarding.verify.errors.contractExpired",
    broken: ({ endsOn }: Contract, today: string) => today > endsOn,
    params: ({ endsOn }: Contract) => ({ day: endsOn }),
  },
];
