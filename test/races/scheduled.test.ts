import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../db/builder.ts";
import { accessRequest } from "../../db/schema/access-request.ts";
import { link } from "../../db/schema/link.ts";
import { outbox } from "../../db/schema/outbox.ts";
import { auditEvent, operation } from "../../db/schema/record.ts";
import { linkToken, nonce, sha256 } from "../../functions/secrets.ts";
import type { AccessRequestId, LinkId, OperationId } from "../../src/domain/ids.ts";
import { atOnce, type Colleague, letter, secret, startStage, type Stage } from "../helpers/stage.ts";
import { violationsIn } from "../oracle/invariants.ts";
import { sizes, within } from "../proof/sizes.ts";

const day = 86_400_000;
const { dueItems } = sizes;
const agent = "agent@ardenne.example";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ env: { PORTAL_AGENTS: agent } });
});
afterAll(() => stage.portal.stop());

interface Waiting {
  readonly administrator: Colleague;
  readonly site: string;
}

/** An organization with an administrator, and so many requests for access that wait since so many days. */
async function requestsWaiting(count: number, days: number): Promise<Waiting> {
  const company = await stage.company();
  const [administrator] = await stage.people(company, 1, { chosen: () => company.middle, linkSentAgoMs: 0 });
  await stage.post(administrator!, administrator!.link);
  for (let left = count; left > 0; left -= 500) {
    const people = await stage.people(company, Math.min(left, 500), { chosen: () => company.middle });
    await requestsOf(people, administrator!, company, Date.now() - days * day);
  }
  return { administrator: administrator!, site: company.middle };
}

async function requestsOf(
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
async function ends({ administrator, site }: Waiting) {
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

const each = (count: number, reached: number) => ({
  reminders: count,
  different: count,
  reviews: reached === 3 ? count : 0,
  stages: [{ stage: reached, requests: count }],
});

describe("scheduled work does each of many due items once", () => {
  test(
    "when five runs are at it at once, and then once more",
    async () => {
      const waiting = await requestsWaiting(dueItems, 4);

      await atOnce(5, () => stage.portal.cron());
      await stage.portal.cron();

      expect(await ends(waiting)).toEqual(each(dueItems, 1));
    },
    within(60_000),
  );

  test(
    "when it was skipped for 48 hours after the last step fell due",
    async () => {
      const waiting = await requestsWaiting(dueItems / 5, 16);

      await stage.portal.cron();

      expect(await ends(waiting)).toEqual(each(dueItems / 5, 3));
    },
    within(60_000),
  );

  test(
    "when the Worker is killed halfway, three times",
    async () => {
      const waiting = await requestsWaiting(dueItems / 2, 4);
      for (const after of [120, 240, 360]) {
        const broken = stage.portal.cron().catch(() => "killed");
        await new Promise((resolve) => setTimeout(resolve, after));
        stage.portal.killWorker();
        await broken;
        await stage.portal.untilHealthy();
      }

      await stage.portal.cron();

      expect(await ends(waiting)).toEqual(each(dueItems / 2, 1));
    },
    within(60_000),
  );

  test(
    "when one of them cannot be done: the others are",
    async () => {
      const waiting = await requestsWaiting(20, 4);
      const [first] = await stage.read<{ id: string }>(
        sql`select id from access_request where organization_id = ${waiting.site} order by id limit 1`,
      );
      await stage.write([
        build.run(sql`create trigger broken before update on access_request
          when old.id = ${sql.raw(`'${first!.id}'`)} begin select raise(fail, 'it is broken'); end`),
      ]);

      await stage.portal.cron();

      await stage.write([build.run(sql`drop trigger broken`)]);
      expect((await ends(waiting)).stages).toEqual([
        { stage: 0, requests: 1 },
        { stage: 1, requests: 19 },
      ]);
      await stage.portal.cron();
      expect(await ends(waiting)).toEqual(each(20, 1));
    },
    within(60_000),
  );

  test("every invariant holds afterwards", async () => {
    await stage.portal.cron();

    const violations = await violationsIn({ url: stage.portal.databaseUrl });

    expect(violations).toEqual([]);
  });
});
