import { actor, colleague, type Move, oneOf, pick, placeAt, words } from "./move.ts";
import { undecided } from "./rights.ts";

const verify: Move = (dice, _, world) => {
  const { contractNumber, serialNumber } = world.company;
  const who = dice.how === 0 ? world.stranger : colleague(world, dice.who);
  return [
    {
      name: "verify",
      who,
      path: "/en/onboarding/verify",
      fields: { contractNumber, serialNumber },
      may: who !== world.stranger,
    },
  ];
};

const choose: Move = (dice, _, world) => [
  {
    who: colleague(world, dice.who),
    path: "/en/onboarding/organization",
    fields: { organizationId: dice.how === 0 ? "none" : placeAt(world, dice.where) },
    may: true,
  },
];

/** The whole way up to the request, as people go it. */
const request: Move = (dice, facts, world) => [
  ...verify({ ...dice, how: 1 }, facts, world),
  { who: colleague(world, dice.who), path: "/en/onboarding/confirm", fields: {}, may: true },
];

/** The whole way up to the link of confirmation. */
const claim: Move = (dice, facts, world) => [
  ...verify({ ...dice, how: 1 }, facts, world),
  ...choose(dice, facts, world),
];

const actions = ["remind", "withdraw", "reclaim", "reclaim", "nonsense"];

/** What people do about their registration, mostly one that waits for somebody. */
const onStatus: Move = (dice, facts, world) => {
  const action = pick(actions, dice.how)!;
  const waiting = facts.requests.filter((one) => one.organizationId !== null && undecided(one));
  const requester = pick(waiting, dice.which)?.requesterId;
  const who = world.colleagues.find(({ id }) => id === requester) ?? colleague(world, dice.who);
  return [
    {
      name: `onStatus ${action}`,
      who,
      path: "/en/onboarding/status",
      fields: { action, comment: words, confirmed: "yes" },
      may: true,
    },
  ];
};

/** *My requests*: whose it is, and sometimes somebody else. */
const onOwnRequest: Move = (dice, facts, world) => {
  const about = oneOf(facts.requests, dice);
  if (!about) return [];
  const who = actor(dice, world, ({ id }) => id === about.requesterId);
  return [
    {
      name: `onOwnRequest ${dice.where ? "remind" : "withdraw"}`,
      who,
      path: `/en/requests/${about.id}`,
      fields: { action: dice.where ? "remind" : "withdraw", confirmed: "yes" },
      may: who.id === about.requesterId && undecided(about),
    },
  ];
};

/** People look around; whatever they find, nothing changes by it. */
export const pages = (world: { places: readonly string[] }, requests: readonly { id: string }[]) => [
  "/en/portal",
  "/en/tasks",
  "/en/onboarding/status",
  "/en/onboarding/confirm",
  "/en/onboarding/organization",
  "/en/requests",
  "/en/reviews",
  "/en/organizations",
  "/en/accounts",
  ...world.places.flatMap((place) =>
    ["", "/people", "/administrators", "/requests", "/history", "/history.csv"].map(
      (page) => `/en/organizations/${place}${page}`,
    ),
  ),
  ...requests.map(({ id }) => `/en/requests/${id}`),
];

export const onboarding = { verify, choose, request, claim, onStatus, onOwnRequest };
