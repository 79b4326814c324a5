import type { MessageKey } from "#locales/keys.ts";
import { isPersonalEmail } from "./email.ts";
import type { OrganizationId } from "./ids.ts";
import { smartEntitledTypes } from "./limits.ts";
import type { FieldErrors, Message } from "./refusal.ts";

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

/** True for a type of contract that entitles to the portal. */
export const isEntitledType = (type: string) => entitled.has(type.trim().toLowerCase());

const unknownContract: FieldErrors = { contractNumber: { key: "onboarding.verify.errors.contractUnknown" } };

/** No such contract, or not with this address: nobody learns which of the two. */
export const isContractUnknown = ({ contractNumber }: FieldErrors) =>
  contractNumber?.key === unknownContract["contractNumber"]!.key;

/** What is wrong, by field; empty when entitled (README.md 2.3). `today` in the portal's time zone. */
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

interface Rule {
  readonly key: MessageKey;
  readonly broken: (contract: Contract, today: string) => boolean;
  readonly params: (contract: Contract) => Message["params"];
}

const contractRules: readonly Rule[] = [
  {
    key: "onboarding.verify.errors.contractNotEntitled",
    broken: ({ type }) => !isEntitledType(type),
    params: ({ type }) => ({ type }),
  },
  {
    key: "onboarding.verify.errors.contractNotYetActive",
    broken: ({ startsOn }, today) => today < startsOn,
    params: ({ startsOn }) => ({ day: startsOn }),
  },
  {
    key: "onboarding.verify.errors.contractExpired",
    broken: ({ endsOn }, today) => today > endsOn,
    params: ({ endsOn }) => ({ day: endsOn }),
  },
];
