import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import {
  atOnce,
  lookThenAct,
  type Colleague,
  type Company,
  type Reply,
  type Stage,
  tally,
} from "#test/helpers/stage.ts";

/** One round: so many people at once, and what came of it. */
export type Race = (stage: Stage, racers: number) => Promise<string>;

export const fair = "one won, the others know who";

type Choice = (company: Company, number: number) => OrganizationId;

/** Everybody presses *Continue* on their own confirmation link at the same moment. */
export const continueRace =
  (choice: Choice): Race =>
  async (stage, racers) => {
    const company = await stage.company();
    const chosen = (number: number) => choice(company, number);
    const people = await stage.people(company, racers, { chosen, linkSentAgoMs: 0 });
    const replies = await atOnce(racers, (number) => stage.post(people[number]!, people[number]!.link));
    const seats = await seatsOf(stage, company);
    const winners = people.filter(({ id }) => seats.some(({ personId }) => personId === id));
    if (new Set(seats.map(({ organizationId }) => organizationId)).size !== seats.length) return "two won";
    for (const [number, reply] of replies.entries()) {
      const told = winners.includes(people[number]!) ? ledOn(reply) : toldOf(reply, winners);
      if (told) return told;
    }
    return led(
      stage,
      people.filter((one) => !winners.includes(one)),
    );
  };

/** What many write who have not read this repository: look whether the seat is free, then take it. */
export const naiveRace: Race = async (stage, racers) => {
  const company = await stage.company();
  await stage.write([
    build.run(sql`create table if not exists naive_seat (organization_id text, person text)`),
  ]);
  const look = () => stage.read(sql`select 1 from naive_seat where organization_id = ${company.middle}`);
  const won = await lookThenAct(stage, racers, look, async (taken, number) => {
    if (taken.length) return false;
    await stage.write([build.run(sql`insert into naive_seat values (${company.middle}, ${number})`)]);
    return true;
  });
  return won.filter(Boolean).length === 1 ? fair : "two won";
};

const seatsOf = ({ read }: Stage, { root, middle, site }: Company) =>
  read<{ organizationId: string; personId: string }>(sql`
    select organization_id as organizationId, person_id as personId from seat
    where organization_id in (${root}, ${middle}, ${site}) and ended_at is null`);

const ledOn = ({ status, location }: Reply) =>
  status === 303 && location.endsWith("/onboarding/status")
    ? null
    : `the winner was answered ${status} ${location}`;

function toldOf({ status, body }: Reply, winners: readonly Colleague[]): string | null {
  if (status !== 409) return `a loser was answered ${status}`;
  if (!winners.some(({ name }) => body.includes(name))) return "a loser was not told who won";
  if (!/\d{1,2} \w+ \d{4} at \d{2}:\d{2} CES?T/u.test(body)) return "a loser was not told when";
  return body.includes('href="/en/onboarding/confirm"') ? null : "a loser was shown no way on";
}

/** Those who lost stand in branch A; their links tell the same when opened again. */
async function led({ get }: Stage, losers: readonly Colleague[]): Promise<string> {
  const ends = await Promise.all(
    losers.slice(0, 3).map(async (loser) => {
      const paths = ["/en/onboarding/confirm", "/en/onboarding/status", loser.link];
      const replies = await Promise.all(paths.map((path) => get(loser, path)));
      return replies
        .map(({ status, body }) => `${status} ${/data-state="([^"]*)"/u.exec(body)?.[1] ?? ""}`)
        .join(", ");
    }),
  );
  const [end, ...others] = Object.keys(tally(ends));
  return !others.length && end === "200 administratorExists, 200 administratorExists, 410 raceLost"
    ? fair
    : `losers ended at ${ends.join("; ")}`;
}
