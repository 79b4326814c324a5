import { accounts } from "./planted/accounts.ts";
import { addressChange } from "./planted/address-change.ts";
import { budget } from "./planted/budget.ts";
import { decisions } from "./planted/decisions.ts";
import { identities } from "./planted/identities.ts";
import { onboarding } from "./planted/onboarding.ts";
import { reports } from "./planted/reports.ts";
import type { Planted } from "./planted/rows.ts";
import { suspension } from "./planted/suspension.ts";
import { wholes } from "./planted/wholes.ts";

/** A violation for each search of the oracle, each planted beside those before. */
export const planted: readonly Planted[] = [
  ...onboarding,
  ...decisions,
  ...accounts,
  ...wholes,
  ...reports,
  ...budget,
  ...suspension,
  ...addressChange,
  ...identities,
];
