import type { AccountKind } from "#src/domain/account.ts";
import type { Step } from "#src/domain/journeys/journey.ts";
import { administrators } from "./administrators.ts";
import type { AccountSituation } from "./answers.ts";
import { authorization } from "./authorization.ts";
import { company } from "./company.ts";
import { customer } from "./customer.ts";
import { identity } from "./identity.ts";
import { review } from "./review.ts";

/** The way to a Smart Account for one's own company (README.md 3): one file per step, in this order. */
export const ownAccount = [
  authorization,
  identity,
  company,
  administrators,
  review,
] as const satisfies readonly Step<string, AccountSituation>[];

/** The way to one for a customer (README.md 4). */
export const customerAccount = [customer, review] as const satisfies readonly Step<
  string,
  AccountSituation
>[];

const journeys = { own: ownAccount, customer: customerAccount };

export type AccountStep<Kind extends AccountKind> = (typeof journeys)[Kind][number]["id"];

/** The steps of a request for an account of a kind. */
export const stepsOf = (kind: AccountKind): readonly Step<AccountStep<AccountKind>, AccountSituation>[] =>
  journeys[kind];
