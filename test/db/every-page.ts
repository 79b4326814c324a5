import { sql } from "drizzle-orm";
import type { Stage } from "#test/helpers/stage.ts";
import { accounts } from "#test/model/accounts.ts";
import { deciding } from "#test/model/deciding.ts";
import { pathOf } from "#test/model/facts.ts";
import type { Dice, Move } from "#test/model/move.ts";
import { onboarding, pages } from "#test/model/onboarding.ts";
import { walk } from "#test/model/walk.ts";
import { groundOn, openWorld } from "#test/model/world.ts";

const inAccounts = [
  "new/authorization",
  "new/identity",
  "new/company",
  "new/administrators",
  "new/review",
  "for-customer",
  "for-customer/review",
  "request-access",
];
const ofAccount = [
  "",
  "/details",
  "/identifier",
  "/people",
  "/requests",
  "/virtual-accounts",
  "/history",
  "/history.csv",
];

/** Everything that people, agents and time do in some worlds, then every page of one: what went wrong on the way. */
export async function everyPage(stage: Stage): Promise<string | null> {
  const ground = await groundOn(stage);
  const { failure } = await walk(ground, { runs: 25, steps: 20, seed: 7, clears: false });
  const world = await openWorld(ground, 0);
  const dice: Dice = { who: 0, whom: 0, where: 0, which: 0, how: 0 };
  const requestOwn = accounts["requestOwn"]![1];
  const way: [Move, Partial<Dice>][] = [
    [onboarding.request, { who: 1 }],
    [requestOwn, {}],
    [deciding.follow, { how: 1 }],
    [accounts["askAccess"]![1], { who: 2, how: 1 }],
    [accounts["requestForCustomer"]![1], { how: 1, who: 3, where: 2 }],
  ];
  for (const [move, other] of way)
    for (const { who, path, fields } of move({ ...dice, ...other }, await world.facts(), world))
      await stage.post(who, path, fields);
  const { accounts: own, links, requests } = await world.facts();
  const domain = own[0]?.domainIdentifier ?? "none";
  const paths = [
    ...pages(world, [...requests, ...own]),
    ...requests.map(({ id }) => `/en/organizations/${world.company.middle}/requests/${id}`),
    ...requests.map(({ id }) => `/en/accounts/${domain}/requests/${id}`),
    ...ofAccount.map((page) => `/en/accounts/${domain}${page}`),
    ...inAccounts.map((page) => `/en/accounts/${page}`),
    "/en/accounts?tab=requests",
    `/en/organizations/${world.company.root}/history?action=seat&from=2026-01-01`,
  ];
  for (const who of world.colleagues.slice(0, 4)) {
    for (const path of paths) await stage.get(who, path);
    for (const link of links.filter(({ email }) => email === who.email)) await stage.get(who, pathOf(link));
  }
  await stage.get(null, "/en/feedback");
  for (const who of [null, world.colleagues[0]!])
    await stage.post(who, "/en/feedback", { message: "Clear, but slow." });
  const reviews = await stage.read<{ id: string }>(
    sql`select min(id) as id from review group by kind, state`,
  );
  await stage.get(ground.agent, `/en/people?email=${world.colleagues[0]!.email}`);
  for (const action of ["recover", "suspend", "restore"])
    await stage.post(ground.agent, "/en/people", {
      action,
      email: world.colleagues[0]!.email,
      comment: "Lost laptop",
      confirmed: "yes",
    });
  for (const { id } of await stage.read<{ id: string }>(sql`select id from review where kind = 'feedback'`))
    await stage.post(ground.agent, `/en/reviews/${id}`, { decision: "close", comment: "Thank you." });
  for (const page of ["", "?show=mine", ...reviews.map(({ id }) => `/${id}?search=site`)])
    await stage.get(ground.agent, `/en/reviews${page}`);
  return failure;
}
