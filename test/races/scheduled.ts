import { randomUUID } from "node:crypto";
import { request as ask } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { accessRequest } from "#db/schema/access-request.ts";
import { link } from "#db/schema/link.ts";
import { outbox } from "#db/schema/outbox.ts";
import { auditEvent, operation } from "#db/schema/record.ts";
import type { AccessRequestId, LinkId, OperationId } from "#src/domain/ids.ts";
import { linkToken, nonce, sha256 } from "#functions/context/secrets.ts";
import { atOnce, type Colleague, letter, secret, type Stage } from "#test/helpers/stage.ts";

const day = 86_400_000;
export interface Waiting {
  readonly administrator: Colleague;
  readonly site: string;
}

/** An organization with an administrator, and so many requests for access that wait since so many days. */
export async function requestsWaiting(stage: Stage, count: number, days: number): Promise<Waiting> {
  const company = await stage.company();
  const [administrator] = await stage.people(company, 1, { chosen: () => company.middle, linkSentAgoMs: 0 });
  await stage.post(administrator!, administrator!.link);
  for (let left = count; left > 0; left -= 500) {
    const people = await stage.people(company, Math.min(left, 500), { chosen: () => company.middle });
    await requestsOf(stage, people, administrator!, company, Date.now() - days * day);
  }
  return { administrator: administrator!, site: company.middle };
}

async function requestsOf(
  stage: Stage,
  people: readonly Colleague[],
  { email }: Colleague,
  { middle, contractNumber, serialNumber }: Awaited<ReturnType<Stage["company"]>>,
  at: number,
) {
  const rows = people.map((person) => {
    const made = { id: randomUUID() as string as LinkId, purpose: "decideRequest" as const, nonce: nonce() };
    const id = randomUUID() as string as AccessRequestId;
    return { person, made, id, asked: `accessRequest.request:${id}` as OperationId };
  });
  await stage.write([
    build.run(
      sql`update registration set state = 'requested' where person_id in
        (select value from json_each(${JSON.stringify(people.map(({ id }) => id))}))`,
    ),
    build.insert(operation).values(
      rows.map(({ person, asked }) => ({
        id: asked,
        personId: person.id,
        action: "accessRequest.request",
        next: "",
        at,
      })),
    ),
    build.insert(auditEvent).values(
      rows.flatMap(({ person, id, asked }) =>
        [
          { subjectId: person.registrationId as string, fromState: "draft", toState: "requested" },
          { subjectId: id as string, fromState: null, toState: "pending" },
        ].map((entry) => ({
          ...entry,
          at,
          actor: person.id,
          action: "accessRequest.request",
          organizationId: middle,
          operationId: asked,
        })),
      ),
    ),
    build.insert(accessRequest).values(
      rows.map(({ person, id }) => ({
        id,
        requesterId: person.id,
        organizationId: middle,
        registrationId: person.registrationId,
        contractNumber,
        serialNumber,
        state: "pending" as const,
        clockAt: at,
        createdAt: at,
      })),
    ),
    build.insert(link).values(
      rows.map(({ made, id }) => ({
        ...made,
        email,
        subjectId: id,
        tokenHash: sha256(linkToken(secret, made)),
        createdAt: at,
        expiresAt: at + 36_500 * day,
      })),
    ),
    build.insert(outbox).values(
      rows.map(({ made, id }) => ({
        ...letter(email, at),
        id,
        template: "request-to-decide",
        linkId: made.id,
        state: "delivered" as const,
        providerId: id,
      })),
    ),
  ]);
}

/** How many messages of each kind went out about the requests of a place, and how far these were passed on. */
export async function ends(stage: Stage, { administrator, site }: Waiting) {
  const [mails] = await stage.read<{ reminders: number; different: number }>(sql`
    select count(*) as reminders, count(distinct link_id) as different from outbox
    where template = 'reminder-to-decide' and recipient = ${administrator.email}`);
  const stages = await stage.read<{ stage: number; requests: number }>(sql`
    select stage, count(*) as requests from access_request where organization_id = ${site} group by stage`);
  const [reviews] = await stage.read<{ count: number }>(
    sql`select count(*) as count from review where organization_id = ${site} and kind = 'accessRequest'`,
  );
  return { ...mails, reviews: reviews!.count, stages };
}

/** The scheduled work, which takes longer than `fetch` waits where there is very much of it. */
export const run = (stage: Stage) =>
  new Promise<number>((resolve, reject) => {
    ask(`${stage.portal.url}/dev/cron`, { method: "POST" }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    })
      .on("error", reject)
      .end();
  });

/** Runs it until every message has left. */
export async function untilDelivered(stage: Stage): Promise<void> {
  await run(stage);
  const [left] = await stage.read<{ count: number }>(
    sql`select count(*) as count from outbox where state in ('queued', 'sending')`,
  );
  if (left!.count) await untilDelivered(stage);
}

/** What must have come of so many requests that were passed on to a stage. */
export const each = (count: number, reached: number) => ({
  reminders: count,
  different: count,
  reviews: reached === 3 ? count : 0,
  stages: [{ stage: reached, requests: count }],
});

/** Waits until so many requests of a place were passed on. */
export async function untilPassedOn(stage: Stage, { site }: Waiting, count: number): Promise<void> {
  const [passed] = await stage.read<{ count: number }>(
    sql`select count(*) as count from access_request where organization_id = ${site} and stage > 0`,
  );
  if (passed!.count >= count) return;
  await sleep(5);
  await untilPassedOn(stage, { site } as Waiting, count);
}

/** What many write who have not read this repository: look what is due, send it, then note that it was sent. */
export async function naiveRuns(stage: Stage, items: number, runs: number): Promise<number> {
  await stage.write([
    build.run(sql`create table naive_due (id integer primary key, sent integer not null default 0)`),
    build.run(sql`create table naive_sent (id integer)`),
    build.run(sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${items})
      insert into naive_due (id) select i from n`),
  ]);
  await atOnce(runs, async () => {
    const due = await stage.read<{ id: number }>(sql`select id from naive_due where not sent`);
    for (const { id } of due) {
      await stage.write([build.run(sql`insert into naive_sent values (${id})`)]);
      await stage.write([build.run(sql`update naive_due set sent = 1 where id = ${id}`)]);
    }
  });
  const [sent] = await stage.read<{ count: number }>(sql`select count(*) as count from naive_sent`);
  return sent!.count;
}
