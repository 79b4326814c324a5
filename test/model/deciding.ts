import { reviewDecisions } from "#src/domain/review.ts";
import { pathOf, type Review } from "./facts.ts";
import {
  actor,
  colleague,
  type Dice,
  everybody,
  managedPlace,
  type Move,
  oneOf,
  pick,
  placeAt,
  target,
  words,
} from "./move.ts";
import { actsOn, administers, decides, manages } from "./rights.ts";
import type { World } from "./world.ts";

const choices = ["approve", "deny", "ask", "approve"];
const roles = ["customer-user", "customer-administrator"];

const decision = ({ how, where }: Dice, inAccount: boolean) => ({
  decision: pick(choices, how)!,
  role: inAccount ? "smart-account-user" : pick(roles, where)!,
  scope: "all",
  comment: words,
  acceptTerms: "yes",
});

/** What people fill in behind a link, by its purpose. */
const filledIn: Readonly<
  Record<string, (dice: Dice, domain: string, world: World) => Record<string, string>>
> = {
  confirmAddress: () => ({}),
  acceptTerms: () => ({ acceptTerms: "yes" }),
  answerQuestion: () => ({ answer: words }),
  objectToReclaim: ({ how }) => ({ decision: how % 2 ? "deny" : "approve", comment: words }),
  acceptNomination: ({ how }) => ({ decision: how % 3 ? "approve" : "deny" }),
  activateAccount: ({ how, whom }, domain, world) => ({
    decision: how % 5 ? "approve" : "deny",
    confirmed: "yes",
    comment: words,
    accountName: "Stage",
    ...(how === 6 && { domainIdentifier: `far-${domain}` }),
    companyName: "Stage Company",
    country: "BE",
    address: "Street 1",
    city: "Namur",
    region: "Namur",
    postalCode: "5000",
    allow: colleague(world, whom).email,
    acceptAgreement: "yes",
  }),
};

const domainOf = ({ email }: { readonly email: string }) => email.split("@")[1]!;

/** Somebody presses the button behind a link: mostly whom it was sent to, mostly one that still waits. */
const follow: Move = (dice, facts, world) => {
  const live = facts.links.filter(({ actedAt, replacedAt }) => actedAt === null && replacedAt === null);
  const purposes = [...new Set(live.map(({ purpose }) => purpose))];
  const purpose = pick(purposes, dice.which);
  const waiting = live.filter((one) => one.purpose === purpose);
  const link = dice.how % 6 ? pick(waiting.toReversed(), dice.where) : oneOf(facts.links, dice);
  if (!link) return [];
  const who = actor(dice, world, ({ email }) => email === link.email);
  const request = facts.requests.find(({ id }) => id === link.subjectId);
  const fields =
    link.purpose === "decideRequest"
      ? decision(dice, request?.accountId != null)
      : filledIn[link.purpose]!(dice, domainOf(link), world);
  const name = [link.purpose, "decision" in fields && fields["decision"]].filter(Boolean).join(" ");
  return [{ name, who, path: pathOf(link), fields, may: actsOn(who, link, facts, world) }];
};

/** Whom the newest link was sent to presses its button. */
const followLast: Move = (dice, facts, world) => {
  const link = facts.links.at(-1);
  const who = world.colleagues.find(({ email }) => email === link?.email);
  if (!link || !who) return [];
  const fields =
    link.purpose === "decideRequest"
      ? decision(dice, false)
      : filledIn[link.purpose]!(dice, domainOf(link), world);
  return [{ name: link.purpose, who, path: pathOf(link), fields, may: actsOn(who, link, facts, world) }];
};

/** The same from the page of the request. */
const decideOnPage: Move = (dice, facts, world) => {
  const request = oneOf(facts.requests, dice);
  if (!request) return [];
  const who = actor(dice, world, (one) => decides(one, request, facts, world));
  const account = facts.accounts.find(({ id }) => id === request.accountId);
  const place = account ? `accounts/${account.domainIdentifier}` : `organizations/${request.organizationId}`;
  return [
    {
      name: `decideOnPage ${pick(choices, dice.how)!}`,
      who,
      path: `/en/${place}/requests/${request.id}`,
      fields: decision(dice, !!account),
      may: decides(who, request, facts, world),
    },
  ];
};

/** What an agent can do about it, and now and then something else. */
const reviewChoice = ({ kind }: Review, { how }: Dice) =>
  how ? pick(reviewDecisions[kind], how)! : pick(["appoint", "refuse", "ask", "approve"], kind.length)!;

/** An agent decides; nobody else can. */
const review: Move = (dice, facts, world) => {
  const open = facts.reviews.filter(({ state }) => state === "open" || state === "waiting");
  const about = oneOf(dice.how && open.length ? open : facts.reviews, dice);
  if (!about) return [];
  const who = actor(dice, world, ({ id }) => id === world.agent.id);
  const choice = reviewChoice(about, dice);
  return [
    {
      name: `review ${about.kind} ${choice}`,
      who,
      path: `/en/reviews/${about.id}`,
      fields: {
        decision: choice,
        organizationId: placeAt(world, dice.where),
        email: colleague(world, dice.whom).email,
        role: pick(roles, dice.where)!,
        comment: words,
      },
      may: who === world.agent && (about.state === "open" || about.state === "waiting"),
    },
  ];
};

const inOrganization =
  (
    page: string,
    right: typeof administers,
    fields: (dice: Dice, email: string) => Record<string, string>,
  ): Move =>
  (dice, facts, world) => {
    const place = managedPlace(dice, facts, world);
    const who = actor(dice, world, (one) => right(one, place, facts, world));
    return [
      {
        who,
        path: `/en/organizations/${place}/${page}`,
        fields: fields(dice, target(dice, place, facts, world).email),
        may: right(who, place, facts, world),
      },
    ];
  };

const associate = inOrganization("people", manages, (dice, email) => ({
  action: "associate",
  email: dice.how === 1 ? `new-${dice.which}-${email}` : email,
  role: pick(roles, dice.how)!,
}));
const give = inOrganization("people", manages, (dice, email) => ({
  action: "give",
  email,
  role: pick(roles, dice.how)!,
}));
const take = inOrganization("people", administers, (dice, email) => ({
  action: "take",
  confirmed: "yes",
  email,
  role: pick(roles, dice.how)!,
}));
const remove = inOrganization("people", administers, (_, email) => ({
  action: "remove",
  email,
  confirmed: "yes",
}));
const nominate = inOrganization("administrators", administers, (_, email) => ({ action: "nominate", email }));
const order = inOrganization("administrators", administers, ({ how }, email) => ({
  action: "order",
  email,
  position: String(1 + (how % 3)),
}));
const stepDown = inOrganization("administrators", administers, ({ how }) => ({
  action: "step-down",
  confirmed: "yes",
  ...(how % 2 && { handOver: "yes" }),
}));

/** An agent suspends somebody's access, or restores it; whoever is none tries in vain. */
const suspend: Move = (dice, { disabled }, world) => {
  const suspended = world.colleagues.filter((one) => disabled.some(({ id }) => id === one.id));
  const { id, email } = (dice.whom % 2 && pick(suspended, dice.who)) || colleague(world, dice.whom);
  const action = disabled.some((one) => one.id === id) ? "restore" : "suspend";
  const who = dice.how % 4 ? world.agent : pick(everybody(world), dice.who)!;
  const fields = { action, email, comment: words, confirmed: "yes" };
  return [{ name: action, who, path: "/en/people", fields, may: who === world.agent }];
};

export const deciding = {
  follow,
  followLast,
  decideOnPage,
  review,
  associate,
  give,
  take,
  remove,
  nominate,
  order,
  stepDown,
  suspend,
};
