import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { outbox } from "#db/schema/outbox.ts";
import {
  atOnce,
  type Colleague,
  type Company,
  letter,
  type Stage,
  startStage,
  tally,
} from "#test/helpers/stage.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";

const { rounds, racers } = sizes;
const minutes = 60_000;

let stage: Stage;
let company: Company;
beforeAll(async () => {
  stage = await startStage({ patient: true });
});
afterAll(() => stage.portal.stop());

/** A company of its own with one person, ready for a round. */
async function somebody(wanted: Parameters<Stage["people"]>[2] = {}, chooses = true): Promise<Colleague> {
  company = await stage.company();
  const [one] = await stage.people(
    company,
    1,
    chooses ? { chosen: () => company.middle, ...wanted } : wanted,
  );
  return one!;
}

async function each<T>(round: () => Promise<T>, times = rounds): Promise<T[]> {
  const results: T[] = [];
  for (let number = 0; number < times; number += 1) results.push(await round());
  return results;
}

const answers = (replies: readonly { status: number; location: string }[]) =>
  tally(replies.map(({ status, location }) => `${status} ${location}`.trim()));

const mailsOf = async ({ email }: Colleague) =>
  tally(
    (await stage.read<{ template: string }>(sql`select template from outbox where recipient = ${email}`)).map(
      ({ template }) => template,
    ),
  );

const auditOf = async ({ id }: Colleague) =>
  tally(
    (
      await stage.read<{ what: string }>(
        sql`select action || ' ' || coalesce(to_state, '') as what from audit_event where actor = ${id}`,
      )
    ).map(({ what }) => what),
  );

const typed = () => ({ contractNumber: company.contractNumber, serialNumber: company.serialNumber });

test(
  "a link pressed many times at once acts once, and every press is answered the same",
  async () => {
    const ends = await each(async () => {
      const person = await somebody({ linkSentAgoMs: 0 });
      const replies = await atOnce(racers, () => stage.post(person, person.link));
      return { answers: answers(replies), mails: await mailsOf(person), audit: await auditOf(person) };
    });

    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toEqual({
      answers: { "303 /en/onboarding/status": racers },
      mails: { "confirm-address": 1, welcome: 1, "customer-administrator-granted": 1, "accept-terms": 1 },
      audit: {
        "registration.verify draft": 1,
        "registration.confirm-address administrator": 1,
        "registration.confirm-address claim": 1,
        "registration.confirm-address customer-administrator": 1,
      },
    });
  },
  within(40_000),
);

test(
  "a link that is used while it is being replaced does one of the two",
  async () => {
    const ends = await each(async () => {
      const person = await somebody({ linkSentAgoMs: 10 * minutes });
      const replies = await atOnce(racers, (number) =>
        number % 2 ? stage.post(person, person.link) : stage.post(person, "/en/onboarding/check-email"),
      );
      const strange = replies
        .filter(({ status }) => ![303, 410, 429].includes(status))
        .map(({ status }) => status);
      const [state] = await stage.read<{ acted: number; replaced: number }>(sql`
      select sum(acted_at is not null) as acted, sum(replaced_at is not null) as replaced from link
      where subject_id = ${person.registrationId}`);
      const mails = (await mailsOf(person))["confirm-address"];
      return { strange, end: `${state?.acted} acted, ${state?.replaced} replaced, ${mails} sent` };
    });

    expect(ends.flatMap(({ strange }) => strange)).toEqual([]);
    expect(["1 acted, 0 replaced, 1 sent", "0 acted, 1 replaced, 2 sent"]).toEqual(
      expect.arrayContaining([...new Set(ends.map(({ end }) => end))]),
    );
  },
  within(40_000),
);

test(
  "numbers sent many times by one double click start one registration",
  async () => {
    const ends = await each(async () => {
      const person = await somebody({}, false);
      const fields = { ...typed(), operationId: `double-${person.id}` };
      const replies = await atOnce(racers, () => stage.post(person, "/en/onboarding/verify", fields));
      return { answers: answers(replies), audit: await auditOf(person) };
    });

    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toEqual({
      answers: { "303 /en/onboarding/organization": racers },
      audit: { "registration.verify draft": 1 },
    });
  },
  within(40_000),
);

test(
  "a choice sent many times by one double click sends one link",
  async () => {
    const ends = await each(async () => {
      const person = await somebody();
      const fields = { organizationId: company.middle, operationId: `double-${person.id}` };
      const replies = await atOnce(racers, () => stage.post(person, "/en/onboarding/organization", fields));
      return { answers: answers(replies), mails: await mailsOf(person) };
    });

    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toEqual({
      answers: { "303 /en/onboarding/check-email": racers },
      mails: { "confirm-address": 1 },
    });
  },
  within(40_000),
);

test(
  "a resend sent many times by one double click sends one more link",
  async () => {
    const ends = await each(async () => {
      const person = await somebody({ linkSentAgoMs: 10 * minutes });
      const fields = { operationId: `double-${person.id}` };
      const replies = await atOnce(racers, () => stage.post(person, "/en/onboarding/check-email", fields));
      return { answers: answers(replies), mails: await mailsOf(person) };
    });

    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toEqual({
      answers: { "303 /en/onboarding/check-email": racers },
      mails: { "confirm-address": 2 },
    });
  },
  within(40_000),
);

test(
  "a request for access sent many times at once is one request, and its administrator is asked once",
  async () => {
    const ends = await each(
      async () => {
        const administrator = await somebody({ linkSentAgoMs: 0 });
        await stage.post(administrator, administrator.link);
        const [person] = await stage.people(company, 1, { chosen: () => company.site });
        const replies = await atOnce(racers, (number) =>
          stage.post(person!, "/en/onboarding/confirm", { operationId: `${number % 4}-${person!.id}` }),
        );
        return { answers: answers(replies), asked: (await mailsOf(administrator))["request-to-decide"] };
      },
      Math.ceil(rounds / 4),
    );

    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toEqual({ answers: { "303 /en/onboarding/status": racers }, asked: 1 });
  },
  within(40_000),
);

test(
  "of many wrong guesses at once no more than fifteen are answered",
  async () => {
    const ends = await each(
      async () => {
        const person = await somebody({}, false);
        const replies = await atOnce(2 * racers, (number) =>
          stage.post(person, "/en/onboarding/verify", { ...typed(), contractNumber: `GUESS${number}` }),
        );
        return answers(replies);
      },
      Math.ceil(rounds / 4),
    );

    expect(Object.keys(tally(ends.flatMap((end) => Object.keys(end)))).sort()).toEqual(["422", "429"]);
    expect(Math.max(...ends.map((end) => end["422"] ?? 0))).toBeLessThanOrEqual(15);
  },
  within(60_000),
);

test(
  "relays that run at once deliver each message once",
  async () => {
    const queued = 10 * racers;
    const rows = Array.from({ length: queued }, () => ({
      ...letter("an@relay.example", Date.now()),
      template: "welcome",
      id: randomUUID(),
      state: "queued" as const,
    }));
    await stage.write([build.insert(outbox).values(rows)]);
    const before = stage.portal.mailbox.attempts();

    await atOnce(5, () => stage.portal.cron());

    const keys = stage.portal.mailbox
      .accepted()
      .filter(({ to }) => to[0] === "an@relay.example")
      .map(({ key }) => key);
    expect([new Set(keys).size, stage.portal.mailbox.attempts() - before]).toEqual([queued, queued]);
  },
  within(20_000),
);

everyInvariantHolds(() => stage);
