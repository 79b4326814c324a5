import { createClient } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import type { Write } from "../../db/client.ts";
import { offices } from "../helpers/offices.ts";
import { atOnce, type Reply, type Stage, tally } from "../helpers/stage.ts";

/** One round: so many administrators at once, and what came of it. */
export type Race = (stage: Stage, racers: number) => Promise<string>;

export const fair = "one remains, and the portal said so";

/** An organization with so many administrators in office and nobody above. */
async function staffed(stage: Stage, racers: number) {
  const writes: Write[] = [];
  const { claim, nominate } = offices((more) => Promise.resolve(writes.push(...more)));
  const company = await stage.company();
  const people = await stage.people(company, racers);
  await claim(people[0]!, company.middle, company);
  for (const [index, one] of people.entries())
    if (index > 0) await nominate(one, company.middle, people[0]!, { position: index + 1 });
  await stage.write(writes);
  return { people, id: company.middle, page: `/en/organizations/${company.middle}` };
}

const inOffice = ({ read }: Stage, id: string) =>
  read<{ personId: string; position: number }>(sql`
    select person_id as personId, position from seat where organization_id = ${id} and ended_at is null
    order by position`);

const left = (replies: readonly Reply[]) => replies.filter(({ status }) => status === 303).length;

/** Every administrator of an organization steps down at the same moment. */
export const stepDownRace: Race = async (stage, racers) => {
  const { people, id, page } = await staffed(stage, racers);
  const replies = await atOnce(racers, (number) =>
    stage.post(people[number]!, `${page}/administrators`, { action: "step-down" }),
  );
  const remaining = await inOffice(stage, id);
  if (remaining.length !== 1) return `${remaining.length} remain`;
  if (left(replies) !== racers - 1)
    return `answered ${JSON.stringify(tally(replies.map(({ status }) => status)))}`;
  const told = replies.find(({ status }) => status !== 303)!;
  return told.status === 422 && told.body.includes('data-error="organization.errors.lastAdministrator"')
    ? fair
    : `the last one was answered ${told.status}`;
};

/** Every administrator removes the next one at the same moment. */
export const removeRace: Race = async (stage, racers) => {
  const { people, id, page } = await staffed(stage, racers);
  const replies = await atOnce(racers, (number) =>
    stage.post(people[number]!, `${page}/people`, {
      action: "remove",
      email: people[(number + 1) % racers]!.email,
    }),
  );
  const remaining = await inOffice(stage, id);
  if (!remaining.length) return "nobody remains";
  if (left(replies) !== racers - remaining.length)
    return `${remaining.length} remain, answered ${JSON.stringify(tally(replies.map(({ status }) => status)))}`;
  return replies.every(({ status }) => [303, 403, 404, 422].includes(status))
    ? fair
    : `answered ${JSON.stringify(tally(replies.map(({ status }) => status)))}`;
};

/** Everybody wants the first place on the list at the same moment. */
export const orderRace: Race = async (stage, racers) => {
  const { people, id, page } = await staffed(stage, racers);
  const replies = await atOnce(racers, (number) =>
    stage.post(people[number]!, `${page}/administrators`, {
      action: "order",
      email: people[number]!.email,
      position: "1",
    }),
  );
  const places = (await inOffice(stage, id)).map(({ position }) => position);
  if (places.join() !== people.map((_, index: number) => index + 1).join()) return `places ${places.join()}`;
  return replies.every(({ status }) => status === 303 || status === 409)
    ? fair
    : `answered ${JSON.stringify(tally(replies.map(({ status }) => status)))}`;
};

/** What many write who have not read this repository: count the others, then leave. */
export const naiveRace: Race = async (stage, racers) => {
  const client = createClient({ url: stage.portal.databaseUrl });
  await client.batch(
    [
      "create table if not exists naive_office (person integer)",
      "delete from naive_office",
      ...Array.from({ length: racers }, (_, person) => ({
        sql: "insert into naive_office values (?)",
        args: [person],
      })),
    ],
    "write",
  );
  await atOnce(racers, async (person) => {
    const own = createClient({ url: stage.portal.databaseUrl });
    const { rows } = await own.execute("select count(*) as others from naive_office");
    if (Number(rows[0]!["others"]) > 1)
      await own.execute({ sql: "delete from naive_office where person = ?", args: [person] });
  });
  const { rows } = await client.execute("select count(*) as remaining from naive_office");
  return Number(rows[0]!["remaining"]) === 1 ? fair : "nobody remains";
};
