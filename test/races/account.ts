import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { smartAccounts } from "#test/helpers/smart-accounts.ts";
import { atOnce, lookThenAct, type Colleague, type Reply, type Stage, tally } from "#test/helpers/stage.ts";

/** One round: so many administrators of a Smart Account at once, and what came of it. */
export type Race = (stage: Stage, racers: number) => Promise<string>;

export const oneRemains = "one remains, and the portal said so";
export const oneDecided = "one decided, the others know who";

/** An account with so many administrators, and a colleague without access. */
async function staffed(stage: Stage, racers: number) {
  const { open, give, ...others } = smartAccounts(stage.write);
  const [requester, ...people] = (await stage.people(await stage.company(), racers + 1)) as [
    Colleague,
    ...Colleague[],
  ];
  const account = await open(people[0]!);
  for (const one of people.slice(1)) await give(one, account, "smart-account-administrator");
  return { account, people, requester, ...others, page: `/en/accounts/${account.domain}/people` };
}

const remaining = ({ read }: Stage, accountId: string) =>
  read<{ personId: string }>(sql`select person_id as personId from role
    where account_id = ${accountId} and role = 'smart-account-administrator' and ended_at is null`);

const statuses = (replies: readonly Reply[]) => JSON.stringify(tally(replies.map(({ status }) => status)));

/** Every administrator gives the own role up at the same moment. */
export const leaveRace: Race = async (stage, racers) => {
  const { account, people, page } = await staffed(stage, racers);
  const replies = await atOnce(racers, (number) =>
    stage.post(people[number]!, page, {
      action: "take",
      email: people[number]!.email,
      role: "smart-account-administrator",
      scope: "all",
      confirmed: "yes",
    }),
  );
  const left = await remaining(stage, account.id);
  if (left.length !== 1) return `${left.length} remain`;
  const [last, ...more] = replies.filter(({ status }) => status !== 303);
  if (!last || more.length) return `answered ${statuses(replies)}`;
  return last.status === 422 && last.body.includes("account.people.errors.lastAdministrator")
    ? oneRemains
    : `the last one was answered ${last.status}`;
};

/** Every administrator removes the next one at the same moment. */
export const removeRace: Race = async (stage, racers) => {
  const { account, people, page } = await staffed(stage, racers);
  const replies = await atOnce(racers, (number) =>
    stage.post(people[number]!, page, {
      action: "remove",
      email: people[(number + 1) % racers]!.email,
      confirmed: "yes",
    }),
  );
  const left = await remaining(stage, account.id);
  if (!left.length) return "nobody remains";
  const removed = replies.filter(({ status }) => status === 303).length;
  if (removed !== racers - left.length) return `${left.length} remain, answered ${statuses(replies)}`;
  return replies.every(({ status }) => [303, 404, 422].includes(status))
    ? oneRemains
    : `answered ${statuses(replies)}`;
};

const ways: readonly Record<string, string>[] = [
  { decision: "approve", role: "smart-account-user", scope: "all" },
  { decision: "deny" },
  { decision: "approve", role: "smart-account-viewer", scope: "all" },
];

/** All administrators decide on one request at the same moment, half of them by link. */
export const decideRace: Race = async (stage, racers) => {
  const { account, people, requester, request } = await staffed(stage, racers);
  const { id, paths } = await request(requester, account, people);
  const replies = await atOnce(racers, (number) =>
    stage.post(
      people[number]!,
      number % 2 ? paths[number]! : `/en/accounts/${account.domain}/requests/${id}`,
      ways[number % ways.length],
    ),
  );
  const [row] = await stage.read<{ state: string; decidedBy: string; roles: number; told: number }>(sql`
    select state, decided_by as decidedBy, (select count(*) from role where origin_id = ${id}) as roles,
      (select count(*) from outbox where recipient = ${requester.email}
        and template in ('access-granted', 'access-denied')) as told
    from access_request where id = ${id}`);
  const { state, decidedBy, roles, told } = row!;
  if (roles !== (state === "approved" ? 1 : 0) || told !== 1) return `${state}: ${roles} roles, told ${told}`;
  const winner = people.findIndex((one) => one.id === decidedBy);
  const losers = replies.filter((_, number) => number !== winner);
  if (replies[winner]?.status !== 303 || losers.some(({ status }) => status !== 409))
    return `answered ${statuses(replies)}`;
  return losers.every(({ body }) => body.includes(people[winner]!.name))
    ? oneDecided
    : "a loser was not told who decided";
};

/** What many write who have not read this repository: count the administrators, then leave. */
export const naiveRace: Race = async (stage, racers) => {
  await stage.write([
    build.run(sql`create table if not exists naive_account (person integer)`),
    build.run(sql`delete from naive_account`),
    build.run(
      sql`insert into naive_account select value from json_each(${JSON.stringify([...Array(racers).keys()])})`,
    ),
  ]);
  const holders = () => stage.read<{ person: number }>(sql`select person from naive_account`);
  await lookThenAct(stage, racers, holders, async (seen, person) => {
    if (seen.length > 1)
      await stage.write([build.run(sql`delete from naive_account where person = ${person}`)]);
  });
  return (await holders()).length === 1 ? oneRemains : "nobody remains";
};
