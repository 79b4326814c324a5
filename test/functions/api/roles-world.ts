import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { person } from "#db/schema/person.ts";
import { offices } from "#test/helpers/offices.ts";
import type { Colleague, Stage } from "#test/helpers/stage.ts";

export const agentAddress = "agent.of.roles@ardenne.example";

/** Everybody of the table, in the order of its columns. */
export const kinds = [
  "nobody",
  "an outsider",
  "an administrator here",
  "an administrator of the parent",
  "an administrator of a child",
  "an administrator of a sibling",
  "an administrator elsewhere",
  "one who stepped down",
  "a nominee who has not accepted",
  "a Customer Administrator here",
  "a Customer Administrator of the parent",
  "a Customer Administrator of a child",
  "a Customer User here",
  "a requester",
  "an agent",
  "a disabled administrator",
] as const;

export type Kind = (typeof kinds)[number];

type Stuff = Awaited<ReturnType<typeof world>>;

/** A company of four levels of nearness with everybody in it, and people and requests to act upon. */
async function world(stage: Stage, agent: Colleague, elsewhere: Colleague) {
  const writes: Write[] = [];
  const { claim, nominate, give, request, vacancy, branch, disable } = offices((more) =>
    Promise.resolve(writes.push(...more)),
  );
  const company = await stage.company();
  const { root, middle, site } = company;
  const sibling = await branch(root, "Sibling");
  const people = await stage.people(company, 20);
  const next = people[Symbol.iterator]();
  const one = () => next.next().value as Colleague;
  const [here, second, parent, child, beside, disabled] = [one(), one(), one(), one(), one(), one()];
  await claim(child, site, company);
  await claim(here, middle, company);
  await claim(beside, sibling, company);
  await claim(parent, root, company);
  await nominate(second, middle, here);
  const [down, nominee, manager, above, below, user, requester, outsider] = Array.from(
    { length: 8 },
    one,
  ) as [Colleague, Colleague, Colleague, Colleague, Colleague, Colleague, Colleague, Colleague];
  await nominate(down, middle, here, { position: 9, accepted: false, ended: true });
  await nominate(nominee, middle, here, { position: 3, accepted: false });
  await nominate(disabled, middle, here, { position: 4 });
  await give(manager, middle, "customer-administrator");
  await give(above, root, "customer-administrator");
  await give(below, site, "customer-administrator");
  await give(user, middle, "customer-user");
  const [toGive, toTake, toRemove] = [one(), one(), one()];
  for (const target of [toGive, toTake, toRemove]) await give(target, middle, "customer-user");
  const own = await request(requester, middle, here, company);
  const asked = { approve: one(), deny: one(), ask: one() };
  const requests = {
    approve: (await request(asked.approve, middle, here, company)).id,
    deny: (await request(asked.deny, middle, here, company)).id,
    ask: (await request(asked.ask, middle, here, company)).id,
  };
  const review = await vacancy(sibling);
  await disable(disabled);
  await stage.write(writes);
  const who: Record<Exclude<Kind, "nobody">, Colleague> = {
    "an outsider": outsider,
    "an administrator here": here,
    "an administrator of the parent": parent,
    "an administrator of a child": child,
    "an administrator of a sibling": beside,
    "an administrator elsewhere": elsewhere,
    "one who stepped down": down,
    "a nominee who has not accepted": nominee,
    "a Customer Administrator here": manager,
    "a Customer Administrator of the parent": above,
    "a Customer Administrator of a child": below,
    "a Customer User here": user,
    "a requester": requester,
    "an agent": agent,
    "a disabled administrator": disabled,
  };
  return { who, here: middle, second, toGive, toTake, toRemove, requests, own: own.id, review };
}

/** One such company for each kind of person, so that what one does is not in the way of another. */
export async function worlds(stage: Stage) {
  const elsewhere = await stage.company();
  const [other, agent] = await stage.people(elsewhere, 2);
  await stage.write([build.update(person).set({ email: agentAddress }).where(eq(person.id, agent!.id))]);
  await offices(stage.write).claim(other!, elsewhere.middle, elsewhere);
  const made = new Map<Kind, Stuff>();
  for (const kind of kinds) made.set(kind, await world(stage, agent!, other!));
  return made as ReadonlyMap<Kind, Stuff>;
}

const fresh = () => `new.${randomUUID().slice(0, 8)}@stage.example`;

/** What each POST sends, in the company of its kind. */
export const forms = {
  associate: () => ({ email: fresh(), role: "customer-user" }),
  give: ({ toGive }: Stuff) => ({ email: toGive.email, role: "customer-administrator" }),
  take: ({ toTake }: Stuff) => ({ email: toTake.email, role: "customer-user", confirmed: "yes" }),
  remove: ({ toRemove }: Stuff) => ({ email: toRemove.email, confirmed: "yes" }),
  nominate: () => ({ email: fresh(), language: "nl" }),
  order: ({ second }: Stuff) => ({ email: second.email, position: "1" }),
  "step-down": () => ({ confirmed: "yes" }),
} satisfies Record<string, (stuff: Stuff) => Record<string, string>>;

/** All that a forbidden form could have changed, in one line. */
export const everything = async ({ read }: Stage) =>
  (
    await read<{ all: string }>(sql`select json_array(
      (select json_group_array(id || position || coalesce(ended_at, '')) from (select * from seat order by id)),
      (select json_group_array(id || coalesce(ended_at, '')) from (select * from role order by id)),
      (select json_group_array(id || state) from (select * from access_request order by id)),
      (select json_group_array(id || state) from (select * from registration order by id)),
      (select json_group_array(id || state) from (select * from review order by id)),
      (select count(*) from person), (select count(*) from outbox), (select count(*) from provisioning),
      (select count(*) from link where acted_at is null and replaced_at is null),
      (select count(*) from operation)) as "all"`)
  )[0]!.all;
