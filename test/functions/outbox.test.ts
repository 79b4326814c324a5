import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { build } from "#db/builder.ts";
import { resend, stopMail } from "#db/queries/outbox.ts";
import { mailRest, outbox } from "#db/schema/outbox.ts";
import type { Attempt } from "#functions/local/mailbox.ts";
import { mishapAt, type Proxy, startProxy } from "#test/helpers/proxy.ts";
import {
  type Colleague,
  type Company,
  letter,
  secret,
  type Stage,
  startStage,
  tally,
} from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";

let proxy: Proxy;
let stage: Stage;
let company: Company;
beforeAll(async () => {
  stage = await startStage({ databaseThrough: async (url) => (proxy = await startProxy(url)).url });
  company = await stage.company();
});
afterEach(() => {
  proxy.mishap(null);
  stage.portal.mailbox.misbehave(null);
});
afterAll(async () => {
  await stage.portal.stop();
  await proxy.stop();
});

const somebody = async (): Promise<Colleague> =>
  (await stage.people(company, 1, { chosen: () => company.middle }))[0]!;
const choose = (person: Colleague) =>
  stage.post(person, "/en/onboarding/organization", { organizationId: company.middle });
const mailsTo = (email: string) => new Visitor(stage.portal.url).mailTo(email);
const statusesOf = async (email: string) =>
  (await mailsTo(email)).map(({ template, status }) => `${template} ${status}`);
const acceptedFor = (email: string) => stage.portal.mailbox.accepted().filter(({ to }) => to[0] === email);
const isFor =
  (email: string) =>
  ({ email: { to } }: Attempt) =>
    [to].flat()[0] === email;

/** As if the pauses between tries, and the leases of relays that died, were over. */
const timePasses = () =>
  stage.write([build.run(sql`update outbox set due_at = 0 where state in ('queued', 'sending')`)]);

async function queue(recipient: string, extra: Partial<typeof outbox.$inferInsert> = {}): Promise<string> {
  const row = {
    ...letter(recipient, Date.now()),
    id: randomUUID(),
    template: "welcome",
    state: "queued" as const,
    ...extra,
  };
  await stage.write([build.insert(outbox).values(row)]);
  return row.id;
}

test("a message that the provider refuses for good is set aside and holds up no other", async () => {
  const { mailbox, cron } = stage.portal;
  mailbox.misbehave((attempt) =>
    isFor("bad@refused.example")(attempt) ? { status: 422, name: "validation_error" } : undefined,
  );
  await queue("bad@refused.example", { priority: 0 });
  await queue("good@refused.example");

  await cron();

  expect(await statusesOf("bad@refused.example")).toEqual(["welcome set-aside"]);
  expect(acceptedFor("good@refused.example")).toHaveLength(1);
});

const startMail = () => stage.write([build.delete(mailRest)]);
const restIsOver = () => stage.write([build.run(sql`update mail_rest set until = 0`)]);
/** Whether the provider has reported it already is all the same here. */
const stateOf = async (id: string) =>
  (
    await stage.read<{ state: string }>(
      sql`select case state when 'delivered' then 'sent' else state end as state from outbox where id = ${id}`,
    )
  )[0]?.state;
const healthOf = async () => (await (await fetch(`${stage.portal.url}/healthz`)).json()) as { mail: string };

test.each([
  ["the key has ended", 401, "invalid_api_key"],
  ["the domain is not verified", 403, "validation_error"],
  ["the quota of the day is used up", 429, "daily_quota_exceeded"],
])(
  "when %s nothing is set aside: mail rests, health says so, and all leaves once it is mended",
  async (_, status, name) => {
    const { mailbox, cron } = stage.portal;
    mailbox.misbehave(() => ({ status, name }));
    const ids = [await queue(`one@${name}-${status}.example`), await queue(`two@${name}-${status}.example`)];

    await cron();
    const tried = mailbox.attempts();
    await cron();
    const seen = {
      states: await Promise.all(ids.map(stateOf)),
      more: mailbox.attempts() - tried,
      ...(await healthOf()),
    };
    mailbox.misbehave(null);
    await restIsOver();
    await cron();

    expect(seen).toMatchObject({ states: ["queued", "queued"], more: 0, mail: "resting" });
    expect(await Promise.all(ids.map(stateOf))).toEqual(["sent", "sent"]);
    expect(await healthOf()).toMatchObject({ mail: "ok" });
  },
);

/** The provider takes nothing for these addresses, which are told alike; so many messages to them wait. */
async function refusedAlike(word: string): Promise<readonly string[]> {
  stage.portal.mailbox.misbehave(({ email: { to } }) =>
    [to].flat()[0]!.includes(word) ? { status: 422, name: "validation_error" } : undefined,
  );
  return Promise.all([1, 2, 3, 4, 5].map((at) => queue(`p@${word}${at}.example`)));
}

test("many to people who have signed in, refused alike, are the account's trouble; one good answer tells them apart", async () => {
  const { cron } = stage.portal;
  const ids = await refusedAlike("alike");
  await stage.write(
    ids.map((id) =>
      build.run(sql`insert into person (id, email, name, email_verified, created_at, updated_at)
        select ${id}, recipient, '', 1, 1, 1 from outbox where id = ${id}`),
    ),
  );

  await cron();
  const resting = await Promise.all(ids.map(stateOf));
  await queue("well@among.example");
  await restIsOver();
  await cron();

  expect(new Set(resting)).toEqual(new Set(["queued"]));
  expect(new Set(await Promise.all(ids.map(stateOf)))).toEqual(new Set(["set-aside"]));
  expect(acceptedFor("well@among.example")).toHaveLength(1);
});

test("nobody has mail rest by having strangers' addresses written to that no provider takes", async () => {
  const ids = await refusedAlike("strange");

  await stage.portal.cron();

  expect(new Set(await Promise.all(ids.map(stateOf)))).toEqual(new Set(["set-aside"]));
  expect(await healthOf()).toMatchObject({ mail: "ok" });
});

test("what was set aside leaves anew when an operator says so, and is a message of its own for the provider", async () => {
  const { mailbox, cron } = stage.portal;
  const id = await queue("mended@anew.example");
  await cron();
  await vi.waitFor(
    async () =>
      expect(
        await stage.read(sql`select 1 from outbox where id = ${id} and state = 'delivered'`),
      ).toHaveLength(1),
    20_000,
  );
  await stage.write([build.run(sql`update outbox set state = 'bounced' where id = ${id}`)]);

  await stage.write([resend(id, Date.now()) as never]);
  await cron();

  expect(await stateOf(id)).toBe("sent");
  expect(acceptedFor("mended@anew.example").map(({ key }) => key)).toEqual([`ob/${id}`, `ob/${id}/1`]);
  expect(mailbox.attempts()).toBeGreaterThan(1);
});

test("what an operator has stopped stays until an operator says otherwise", async () => {
  await stage.write([stopMail(Date.now(), "a test")]);
  const id = await queue("stopped@mail.example");

  await stage.portal.cron();
  const stopped = await stateOf(id);
  await startMail();
  await stage.portal.cron();

  expect([stopped, await stateOf(id)]).toEqual(["queued", "sent"]);
});

test("while the provider is away nobody notices: the message waits and leaves when it is back", async () => {
  const person = await somebody();
  stage.portal.mailbox.misbehave(() => "dropped");

  const reply = await choose(person);
  const waiting = await statusesOf(person.email);
  stage.portal.mailbox.misbehave(null);
  await vi.waitFor(async () => {
    await timePasses();
    await stage.portal.cron();
    expect(acceptedFor(person.email)).toHaveLength(1);
  }, 20_000);

  expect([reply.status, reply.tookMs < 1000, waiting]).toEqual([303, true, ["confirm-address queued"]]);
});

test.each([429, 500, 503])("a provider that answers %i is asked again later, not at once", async (status) => {
  const email = `busy@answers-${status}.example`;
  stage.portal.mailbox.misbehave((attempt) =>
    isFor(email)(attempt) ? { status, retryAfter: 60 } : undefined,
  );
  const id = await queue(email);

  await stage.portal.cron();

  const [row] = await stage.read<{ state: string; pause: number }>(
    sql`select state, due_at - changed_at as pause from outbox where id = ${id}`,
  );
  expect(row?.state).toBe("queued");
  expect(row?.pause).toBeGreaterThanOrEqual(status === 429 ? 60_000 : 3000);
});

test.each([
  [500, { message: "Internal server error" }],
  [503, {}],
  [429, { message: "Too Many Requests" }],
  [401, { message: "Unauthorized" }],
  [200, { id: {} }],
  [200, { statusCode: 500 }],
])("what a gateway answers in words of its own (%i %j) sets nothing aside", async (status, answer) => {
  const email = `gateway@${randomUUID()}.example`;
  stage.portal.mailbox.misbehave((attempt) => (isFor(email)(attempt) ? { status, answer } : undefined));
  const id = await queue(email);

  await stage.portal.cron();

  expect(await stateOf(id)).toBe("queued");
});

test("a message goes to the provider alone, wherever an answer leads", async () => {
  const email = `led@${randomUUID()}.example`;
  let arrived = 0;
  const elsewhere = createServer((_, response) => void response.end(`{"id":"${(arrived += 1)}"}`));
  await new Promise<void>((listening) => elsewhere.listen(0, "127.0.0.1", listening));
  const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/emails`;
  stage.portal.mailbox.misbehave((attempt) =>
    isFor(email)(attempt) ? { status: 307, answer: {}, location } : undefined,
  );
  const id = await queue(email);

  await stage.portal.cron();
  elsewhere.closeAllConnections();
  elsewhere.close();

  expect([await stateOf(id), arrived]).toEqual(["queued", 0]);
});

test("a process that dies between the change and its message delivers the message once", async () => {
  const person = await somebody();
  let tried = 0;
  stage.portal.mailbox.misbehave((attempt) => {
    if (!isFor(person.email)(attempt)) return undefined;
    tried += 1;
    return "hang";
  });

  const reply = await choose(person);
  await vi.waitFor(() => expect(tried).toBe(1), 10_000);
  stage.portal.killWorker();
  stage.portal.mailbox.misbehave(null);
  await stage.portal.untilHealthy();
  const before = acceptedFor(person.email).length;
  await timePasses();
  await stage.portal.cron();
  await timePasses();
  await stage.portal.cron();

  expect([reply.status, before, acceptedFor(person.email).length]).toEqual([303, 0, 1]);
});

test("a message tried again is the same to the byte, after a restart and with a new secret too", async () => {
  const bodies: string[] = [];
  const person = await somebody();
  stage.portal.mailbox.misbehave((attempt) => {
    if (!isFor(person.email)(attempt)) return undefined;
    bodies.push(JSON.stringify([attempt.key, attempt.email]));
    return bodies.length < 3 ? "accepted-then-dropped" : undefined;
  });

  await choose(person);
  await vi.waitFor(() => expect(bodies).toHaveLength(1), 9000);
  await stage.portal.restartWorker({
    PORTAL_SECRET: `a newer secret that has 32 characters or more,${secret}`,
  });
  await vi.waitFor(async () => {
    await timePasses();
    await stage.portal.cron();
    expect(bodies.length).toBeGreaterThanOrEqual(3);
  }, 9000);

  expect(new Set(bodies).size).toBe(1);
  expect(acceptedFor(person.email)).toHaveLength(1);
});

test("sessions and links made with the older secret hold, and new ones are made with the newer", async () => {
  const [person] = await stage.people(company, 1, { chosen: () => company.site, linkSentAgoMs: 0 });

  const shown = await stage.get(person!, person!.link);
  const used = await stage.post(person!, person!.link);

  expect([shown.status, used.status, used.location]).toEqual([200, 303, "/en/onboarding/status"]);
  const visitor = new Visitor(stage.portal.url);
  visitor.cookies.set(...(person!.cookie.split(/=(.*)/su).slice(0, 2) as [string, string]));
  expect((await visitor.go(await visitor.linkTo(person!.email, "accept-terms"))).status).toBe(200);
});

test("a code that expired before it could leave is dropped", async () => {
  stage.portal.mailbox.misbehave(() => ({ status: 503 }));
  const email = "late@codes.example";
  await stage.post(null, "/en/sign-in", { email });
  await vi.waitFor(
    async () =>
      expect(
        await stage.read(sql`select state from outbox where recipient = ${email} and problem is not null`),
      ).toEqual([{ state: "queued" }]),
    20_000,
  );

  await stage.write([
    build.run(sql`update outbox set expires_at = ${Date.now() - 1}, due_at = 0 where recipient = ${email}`),
  ]);
  stage.portal.mailbox.misbehave(null);
  await stage.portal.cron();

  const rows = await stage.read(
    sql`select state, sealed_code as sealedCode from outbox where recipient = ${email}`,
  );
  expect(rows).toEqual([{ state: "dropped", sealedCode: null }]);
  expect(acceptedFor(email)).toEqual([]);
});

test.each(["before", "after"] as const)(
  "a relay whose claim fails %s the database has it still delivers at once",
  async (mishap) => {
    const email = `${mishap}@claims.example`;
    const before = proxy.mishaps();
    await queue(email);
    proxy.mishap(mishapAt('set \\"state\\" = ?, \\"attempts\\"', 1, mishap));

    await stage.portal.cron();

    expect([proxy.mishaps() - before, acceptedFor(email).length]).toEqual([1, 1]);
  },
);

test.each(["before", "after"] as const)(
  "a relay that fails %s it records what it sent sends nothing twice",
  async (mishap) => {
    const email = `${mishap}@records.example`;
    const before = proxy.mishaps();
    await queue(email);
    proxy.mishap(mishapAt('set \\"state\\" = ?, \\"provider_id\\"', 1, mishap));

    await stage.portal.cron();
    await timePasses();
    await stage.portal.cron();

    expect([proxy.mishaps() - before, acceptedFor(email).length]).toEqual([1, 1]);
  },
);

test("every message ended", async () => {
  await timePasses();
  await stage.portal.cron();
  await sleep(100);

  const violations = await violationsIn({ url: stage.portal.databaseUrl }, { settled: true });
  const left = await stage.read<{ state: string }>(
    sql`select state from outbox where state in ('queued', 'sending')`,
  );

  expect({ violations, left: tally(left.map(({ state }) => state)) }).toEqual({ violations: [], left: {} });
});
