import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { offices } from "#test/helpers/offices.ts";
import { atOnce, lookThenAct, type Company, type Reply, type Stage, tally } from "#test/helpers/stage.ts";

/** One round: so many administrators at once, and what came of it. */
export type Race = (stage: Stage, racers: number) => Promise<string>;

export const fair = "one remains, and the portal said so";

type Places = (company: Company) => readonly OrganizationId[];

/** So many administrators in office, spread over organizations of a company, the lowest of them first. */
async function staffed(stage: Stage, racers: number, places: Places) {
  const writes: Write[] = [];
  const { claim, nominate } = offices((more) => Promise.resolve(writes.push(...more)));
  const company = await stage.company();
  const ids = places(company);
  const people = await stage.people(company, racers);
  const staff = people.map((one, index) => ({
    one,
    organizationId: ids[index % ids.length]!,
    place: Math.floor(index / ids.length) + 1,
  }));
  for (const { one, organizationId, place } of staff)
    if (place === 1) await claim(one, organizationId, company);
    else await nominate(one, organizationId, people[ids.indexOf(organizationId)]!, { position: place });
  await stage.write(writes);
  return {
    people,
    staff,
    root: company.root,
    inOffice: () =>
      stage.read<{ organizationId: string; position: number }>(sql`
        select organization_id as organizationId, position from seat
        where organization_id in ${ids} and ended_at is null order by position`),
  };
}

const everywhere: Places = ({ root, middle, site }) => [site, middle, root];

const answered = (replies: readonly Reply[]) =>
  `answered ${JSON.stringify(tally(replies.map(({ status }) => status)))}`;

const left = (replies: readonly Reply[]) => replies.filter(({ status }) => status === 303).length;

/** All administrators of a company and its parts step down at the same moment. */
export const stepDownRace: Race = async (stage, racers) => {
  const { staff, root, inOffice } = await staffed(stage, racers, everywhere);
  const replies = await atOnce(racers, (number) => {
    const { one, organizationId } = staff[number]!;
    return stage.post(one, `/en/organizations/${organizationId}/administrators`, {
      action: "step-down",
      confirmed: "yes",
    });
  });
  const remaining = await inOffice();
  if (remaining.map(({ organizationId }) => organizationId).join() !== root)
    return `${remaining.length} remain, not one of the whole company`;
  if (left(replies) !== racers - 1) return answered(replies);
  const told = replies.find(({ status }) => status !== 303)!;
  return told.status === 422 && told.body.includes('data-error="organization.errors.lastAdministrator"')
    ? fair
    : `the last one was answered ${told.status}`;
};

/** Every administrator removes the next one of the same organization at the same moment. */
export const removeRace: Race = async (stage, racers) => {
  const { staff, inOffice } = await staffed(stage, racers, everywhere);
  const replies = await atOnce(racers, (number) => {
    const { one, organizationId } = staff[number]!;
    const circle = staff.filter((other) => other.organizationId === organizationId);
    const next = circle[(circle.indexOf(staff[number]!) + 1) % circle.length]!;
    return stage.post(one, `/en/organizations/${organizationId}/people`, {
      action: "remove",
      email: next.one.email,
      confirmed: "yes",
    });
  });
  const remaining = await inOffice();
  if (new Set(remaining.map(({ organizationId }) => organizationId)).size !== 3)
    return "an organization has nobody any more";
  if (left(replies) !== racers - remaining.length) return `${remaining.length} remain, ${answered(replies)}`;
  return replies.every(({ status }) => [303, 403, 404, 422].includes(status)) ? fair : answered(replies);
};

/** Everybody wants the first place on the list at the same moment. */
export const orderRace: Race = async (stage, racers) => {
  const { people, staff, inOffice } = await staffed(stage, racers, ({ middle }) => [middle]);
  const replies = await atOnce(racers, (number) =>
    stage.post(people[number]!, `/en/organizations/${staff[number]!.organizationId}/administrators`, {
      action: "order",
      email: people[number]!.email,
      position: "1",
    }),
  );
  const places = (await inOffice()).map(({ position }) => position);
  if (places.join() !== people.map((_, index) => index + 1).join()) return `places ${places.join()}`;
  return replies.every(({ status }) => status === 303 || status === 409) ? fair : answered(replies);
};

/** What many write who have not read this repository: count the others, then leave. */
export const naiveRace: Race = async (stage, racers) => {
  await stage.write([
    build.run(sql`create table if not exists naive_office (person integer)`),
    build.run(sql`delete from naive_office`),
    build.run(
      sql`insert into naive_office select value from json_each(${JSON.stringify([...Array(racers).keys()])})`,
    ),
  ]);
  const inOffice = () => stage.read<{ person: number }>(sql`select person from naive_office`);
  await lookThenAct(stage, racers, inOffice, async (seen, person) => {
    if (seen.length > 1)
      await stage.write([build.run(sql`delete from naive_office where person = ${person}`)]);
  });
  return (await inOffice()).length === 1 ? fair : "nobody remains";
};
