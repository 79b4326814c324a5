import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, can, type Holding, policy } from "#src/domain/policy.ts";

const holdings = Object.keys(policy) as Holding[];
const actions = [...new Set(Object.values(policy).flat())] as Action[];
const some = (among: readonly Holding[]) => fc.subarray([...among]);
const inOrganizations: readonly Holding[] = [
  "delegated-administrator",
  "customer-administrator",
  "customer-user",
];
const inAccounts = holdings.filter((holding) => !inOrganizations.includes(holding));

const reserved: readonly Action[] = [
  "person.remove",
  "role.take",
  "seat.nominate",
  "seat.order",
  "seat.stepDown",
  "accessRequest.decide",
  "history.read",
];

test("what is reserved to Delegated Administrators, no other roles allow, however many somebody holds", () => {
  const others = holdings.filter((holding) => holding !== "delegated-administrator");

  fc.assert(fc.property(some(others), fc.constantFrom(...reserved), (holds, action) => !can(holds, action)));
});

test("a Customer User alone reads and manages nothing", () => {
  const allowed = actions.filter((action) => can(["customer-user"], action));

  expect(allowed).toEqual(["organization.read", "report.read"]);
});

test("a Customer Administrator associates and gives, loads devices and answers alerts, and that is all beside reading", () => {
  const allowed = actions.filter((action) => can(["customer-administrator"], action));

  expect(allowed).toEqual([
    "organization.read",
    "report.read",
    "organization.manage",
    "person.associate",
    "role.give",
    "device.load",
    "collector.manage",
    "alert.answer",
  ]);
});

test("who holds nothing may do nothing", () => {
  const allowed = actions.filter((action) => can([], action));

  expect(allowed).toEqual([]);
});

test("one more role never takes a right away", () => {
  fc.assert(
    fc.property(
      some(holdings),
      fc.constantFrom(...holdings),
      fc.constantFrom(...actions),
      (holds, more, action) => !can(holds, action) || can([...holds, more], action),
    ),
  );
});

test("roles in organizations allow nothing in Smart Accounts, nor the other way round", () => {
  const ofOrganizations = actions.filter((action) => can(inOrganizations, action));
  const ofAccounts = actions.filter((action) => can(inAccounts, action));

  expect(ofOrganizations.filter((action) => ofAccounts.includes(action))).toEqual([]);
  expect([...ofOrganizations, ...ofAccounts].sort()).toEqual([...actions].sort());
});

test("an administrator of a part manages its people and decides, and that is all beside reading", () => {
  const allowed = actions.filter((action) => can(["virtual-account-administrator"], action));

  expect(allowed).toEqual([
    "account.read",
    "accountPerson.associate",
    "accountPerson.remove",
    "accountRole.give",
    "accountRole.take",
    "accountRequest.decide",
  ]);
});

test("no user and no viewer changes anything in an account", () => {
  const others = inAccounts.filter((holding) => !holding.endsWith("-administrator"));

  fc.assert(
    fc.property(
      some(others),
      fc.constantFrom(...actions),
      (holds, action) => !can(holds, action) || action === "account.read",
    ),
  );
});
