import type { Role } from "./role.ts";

/** What somebody holds in a place or above it: a seat that counts is the first of these. */
export type Holding = "delegated-administrator" | Role;

const customerUser = ["organization.read", "report.read"] as const;
const customerAdministrator = [
  ...customerUser,
  "organization.manage",
  "person.associate",
  "role.give",
  "device.load",
  "collector.manage",
  "alert.answer",
] as const;
const delegatedAdministrator = [
  ...customerAdministrator,
  "person.remove",
  "role.take",
  "seat.nominate",
  "seat.order",
  "seat.stepDown",
  "accessRequest.decide",
  "history.read",
] as const;

const smartAccountViewer = ["account.read"] as const;
/** Held in a part of an account, it counts in that part (`functions/rights/place.ts`). */
const virtualAccountAdministrator = [
  ...smartAccountViewer,
  "accountPerson.associate",
  "accountPerson.remove",
  "accountRole.give",
  "accountRole.take",
  "accountRequest.decide",
] as const;
const smartAccountAdministrator = [
  ...virtualAccountAdministrator,
  "account.manage",
  "virtualAccount.create",
  "virtualAccount.rename",
  "virtualAccount.close",
  "accountHistory.read",
] as const;

/** Role × action: what each role may do where it is held and, in organizations, below (README.md 2.7 and 5.5). */
export const policy = {
  "delegated-administrator": delegatedAdministrator,
  "customer-administrator": customerAdministrator,
  "customer-user": customerUser,
  "smart-account-administrator": smartAccountAdministrator,
  "smart-account-user": smartAccountViewer,
  "smart-account-viewer": smartAccountViewer,
  "virtual-account-administrator": virtualAccountAdministrator,
  "virtual-account-user": smartAccountViewer,
} as const satisfies Record<Holding, readonly string[]>;

export type Action = (typeof policy)["delegated-administrator" | "smart-account-administrator"][number];

/** True when one of the holdings allows the action. */
export const can = (holds: readonly Holding[], action: Action) =>
  holds.some((holding) => (policy[holding] as readonly string[]).includes(action));

/** The holdings that allow the action. */
export const holdersOf = (action: Action) =>
  (Object.keys(policy) as Holding[]).filter((holding) => can([holding], action));
