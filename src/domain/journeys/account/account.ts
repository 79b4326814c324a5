import type { Step } from "#src/domain/journeys/journey.ts";
import type { AccountSituation } from "./answers.ts";
import { administrators } from "./steps/administrators.ts";
import { authorization } from "./steps/authorization.ts";
import { company } from "./steps/company.ts";
import { customer } from "./steps/customer.ts";
import { identity } from "./steps/identity.ts";
import { review } from "./steps/review.ts";

type StepId = "authorization" | "identity" | "company" | "administrators" | "review";

/** The way to a Smart Account for one's own company (README.md 3): one file per step, in this order. */
export const ownAccount: readonly Step<StepId, AccountSituation>[] = [
  authorization,
  identity,
  company,
  administrators,
  review,
];

/** The way to one for a customer (README.md 4). */
export const customerAccount: readonly Step<"customer" | "review", AccountSituation>[] = [customer, review];
