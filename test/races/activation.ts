import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { limits } from "#src/domain/limits.ts";
import { provisionalAccount } from "#test/helpers/provisional-account.ts";
import { atOnce, type Colleague, lookThenAct, type Stage, tally } from "#test/helpers/stage.ts";

/** One round: so many browsers of the authorizer at once, and what came of it. */
export type Race = (stage: Stage, racers: number) => Promise<string>;

export const oneOutcome = "one thing happened, and was told once";

const { activateWithin } = limits.account;
const approve = (nominee: string) => ({ decision: "approve", acceptAgreement: "yes", allow: nominee });
const decline = { decision: "deny", comment: "Not for us", confirmed: "yes" };

async function staged(stage: Stage, sentAgo: number) {
  const [requester, authorizer] = (await stage.people(await stage.company(), 2)) as [Colleague, Colleague];
  const account = await provisionalAccount(stage.write, requester, authorizer, Date.now() - sentAgo);
  return { requester, authorizer, account };
}

interface Outcome {
  readonly state: string;
  readonly roles: number;
  readonly told: number;
  readonly invited: number;
}

/** What must be there, all of it, in each state in which the account may end up. */
const whole: Readonly<Record<string, Omit<Outcome, "state">>> = {
  active: { roles: 1, told: 1, invited: 1 },
  declined: { roles: 0, told: 1, invited: 0 },
  expired: { roles: 0, told: 1, invited: 0 },
};

async function outcomeOf({ read }: Stage, { requester, account }: Awaited<ReturnType<typeof staged>>) {
  const [row] = await read<Outcome>(sql`
    select state, (select count(*) from role where account_id = ${account.id}) as roles,
      (select count(*) from outbox where recipient = ${requester.email}
        and template in ('account-activated', 'account-declined', 'account-expired')) as told,
      (select count(*) from outbox where recipient = ${account.nominee} and template = 'nominated') as invited
    from smart_account where id = ${account.id}`);
  const { state, ...there } = row!;
  return JSON.stringify(there) === JSON.stringify(whole[state])
    ? oneOutcome
    : `${state} with ${JSON.stringify(there)}`;
}

/** Two thirds activate and the others decline, all from browsers of their own. */
export const answerRace: Race = async (stage, racers) => {
  const set = await staged(stage, 1000);
  const replies = await atOnce(racers, (number) =>
    stage.post(set.authorizer, set.account.path, number % 3 ? approve(set.account.nominee) : decline),
  );
  const statuses = tally(replies.map(({ status }) => status));
  if (Object.keys(statuses).some((status) => !["303", "409", "410"].includes(status)))
    return `answered ${JSON.stringify(statuses)}`;
  return outcomeOf(stage, set);
};

/** All activate within the last moments of the 90 days, while scheduled work runs several at once. */
export const edgeRace: Race = async (stage, racers) => {
  const left = 20 + Math.floor(Math.random() * 300);
  const set = await staged(stage, activateWithin - left);
  await Promise.all([
    atOnce(racers, () => stage.post(set.authorizer, set.account.path, approve(set.account.nominee))),
    stage.portal.cron(),
    stage.portal.cron(),
  ]);
  await new Promise((resolve) => setTimeout(resolve, left));
  await stage.portal.cron();
  return outcomeOf(stage, set);
};

/** What many write who have not read this repository: look whether it is still provisional, then change it. */
export const naiveRace: Race = async (stage, racers) => {
  await stage.write([
    build.run(sql`create table if not exists naive_activation (state text)`),
    build.run(sql`create table if not exists naive_happened (what text)`),
    build.run(sql`delete from naive_activation`),
    build.run(sql`delete from naive_happened`),
    build.run(sql`insert into naive_activation values ('provisional')`),
  ]);
  const look = () => stage.read<{ state: string }>(sql`select state from naive_activation`);
  await lookThenAct(stage, racers, look, async ([account], number) => {
    const what = number % 2 ? "active" : "expired";
    if (account!.state === "provisional")
      await stage.write([
        build.run(sql`update naive_activation set state = ${what}`),
        build.run(sql`insert into naive_happened values (${what})`),
      ]);
  });
  const happened = await stage.read(sql`select 1 from naive_happened`);
  return happened.length === 1 ? oneOutcome : "several things happened";
};
