import type { Account, Facts } from "./facts.ts";
import { actor, type Attempt, colleague, type Dice, type Move, oneOf, pick, target, words } from "./move.ts";
import { administersAccount, administersPart } from "./rights.ts";
import type { Member, World } from "./world.ts";

const domainOf = ({ email }: Member) => email.split("@")[1]!;

const company = {
  companyName: "Stage Company",
  country: "BE",
  address: "Street 1",
  city: "Namur",
  region: "Namur",
  postalCode: "5000",
};

/** One form of a wizard, as the page before it leads to it. */
const step = (who: Member, path: string, fields: Attempt["fields"] = {}): Attempt => ({
  who,
  path: `/en/accounts/${path}`,
  fields,
  may: true,
});

const emailOf = (world: World, at: number) => colleague(world, at).email;

/** The whole way of a request for one's own company. */
const requestOwn: Move = (dice, _, world) => {
  const who = colleague(world, dice.who);
  const self = dice.how % 2 === 0;
  const domain = domainOf(who);
  return [
    step(who, "new/authorization", {
      authority: self ? "self" : "other",
      authorizerEmail: self ? "" : emailOf(world, dice.whom),
    }),
    step(who, "new/identity", {
      domainIdentifier: dice.where === 2 ? `far-${dice.which}-${domain}` : domain,
      accountName: "Stage",
    }),
    step(who, "new/company", dice.which % 2 ? { provideCompany: "yes", ...company } : {}),
    step(who, "new/administrators", {
      adminEmails: dice.which > 2 ? emailOf(world, dice.which) : "",
      ...(!self && { nominateSelf: "yes" }),
    }),
    step(who, "new/review"),
  ];
};

/** A partner asks for a customer. */
const requestForCustomer: Move = (dice, _, world) => {
  const who = dice.how % 2 ? colleague(world, dice.who) : world.stranger;
  const customer = colleague(world, dice.whom);
  return [
    step(who, "for-customer", {
      accountName: "Customer",
      customerEmail: customer.email,
      domainIdentifier: dice.where === 2 ? `far-${domainOf(customer)}` : domainOf(customer),
      customerNote: words,
      userEmails: dice.which > 2 ? emailOf(world, dice.which) : "",
      userNote: "",
    }),
    step(who, "for-customer/review"),
  ];
};

/** Requests of accounts are followed where requests for access are. */
const onAccountRequest: Move = (dice, facts, world) => {
  const about = oneOf(facts.accounts, dice);
  if (!about) return [];
  const who = actor(dice, world, ({ id }) => id === about.requesterId);
  const open = ["underApproval", "provisional", "draft"].includes(about.state);
  return [
    {
      who,
      path: `/en/requests/${about.id}`,
      fields: { action: dice.where ? "remind" : "withdraw", confirmed: "yes" },
      may: who.id === about.requesterId && open,
    },
  ];
};

const active = (facts: Facts, dice: Dice) =>
  oneOf(
    facts.accounts.filter(({ state }) => state === "active"),
    dice,
  );

/** Asks for access, also to what is not in use yet. */
const askAccess: Move = (dice, facts, world) => {
  const about = dice.how % 4 ? active(facts, dice) : oneOf(facts.accounts, dice);
  if (!about?.domainIdentifier) return [];
  const who = dice.how === 5 ? world.stranger : colleague(world, dice.who);
  const part = pick(
    facts.parts.filter(({ accountId, closedAt }) => accountId === about.id && closedAt === null),
    dice.which,
  );
  return [
    {
      who,
      path: "/en/accounts/request-access",
      fields: {
        domainIdentifier: about.domainIdentifier,
        reason: words,
        virtualAccount: (dice.where ? part?.name : undefined) ?? "",
      },
      may: facts.accounts.some(
        ({ state, domainIdentifier }) => state === "active" && domainIdentifier === about.domainIdentifier,
      ),
    },
  ];
};

const inAccount =
  (
    page: string,
    fieldsOf: (dice: Dice, about: Account, facts: Facts, world: World) => Record<string, string>,
    /** Whoever else may send such a form. */
    others: (who: Member, about: Account, fields: Record<string, string>, facts: Facts) => boolean = () =>
      false,
  ): Move =>
  (dice, facts, world) => {
    const about = active(facts, dice) ?? oneOf(facts.accounts, dice);
    if (!about?.domainIdentifier) return [];
    const fields = fieldsOf(dice, about, facts, world);
    const may = (who: Member) =>
      administersAccount(who, about.id, facts) || others(who, about, fields, facts);
    const who = actor(dice, world, may);
    return [{ who, path: `/en/accounts/${about.domainIdentifier}/${page}`, fields, may: may(who) }];
  };

const roles = ["smart-account-user", "smart-account-administrator", "smart-account-viewer"];
const partRoles = ["virtual-account-user", "virtual-account-administrator"];
const peopleActions = ["associate", "give", "take", "remove", "take", "remove"];
const partActions = ["create", "create", "rename", "close"];

/** Whoever administers a part gives and takes in that; of somebody who is removed they end what is held there. */
const inOwnPart = (
  who: Member,
  { id }: Account,
  { action, scope = "all" }: Record<string, string>,
  facts: Facts,
) => administersPart(who, id, action === "remove" ? null : scope, facts);

const accountPeople = inAccount(
  "people",
  (dice, about, facts, world) => {
    const parts = facts.parts.filter(
      ({ accountId, closedAt }) => accountId === about.id && closedAt === null,
    );
    const part = dice.where === 2 ? pick(parts, dice.which) : undefined;
    return {
      action: pick(peopleActions, dice.which)!,
      email: target(dice, about.id, facts, world).email,
      role: part ? pick(partRoles, dice.how)! : pick(roles, dice.how)!,
      scope: part?.id ?? "all",
      virtualAccountId: part?.id ?? "",
      confirmed: "yes",
    };
  },
  inOwnPart,
);

/** Another identifier is asked for, or no more. */
const identifier = inAccount("identifier", ({ how, where }, { domainIdentifier }) => ({
  action: how % 3 ? "ask" : "withdraw",
  domainIdentifier: `moved-${where}.${domainIdentifier ?? ""}`,
  reason: words,
  confirmed: "yes",
}));

const virtualAccounts = inAccount("virtual-accounts", (dice, about, facts) => {
  const part = pick(
    facts.parts.filter(({ accountId }) => accountId === about.id),
    dice.whom,
  );
  return {
    action: pick(partActions, dice.which)!,
    name: `Part ${dice.where}`,
    id: part?.id ?? "none",
    virtualAccountId: part?.id ?? "none",
    confirmed: "yes",
  };
});

/** What people do with Smart Accounts, each with how often it is tried. */
export const accounts: Readonly<Record<string, readonly [weight: number, Move]>> = {
  requestOwn: [3, requestOwn],
  requestForCustomer: [2, requestForCustomer],
  onAccountRequest: [2, onAccountRequest],
  askAccess: [4, askAccess],
  accountPeople: [4, accountPeople],
  virtualAccounts: [2, virtualAccounts],
  identifier: [1, identifier],
};
