import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { build } from "#db/builder.ts";
import { schemas } from "#functions/api/v1/schemas.ts";
import { problemsOf } from "#src/settings/problems.ts";
import { type HookCall, hookSecret, startHook } from "#test/helpers/hook.ts";
import { type Colleague, type Company, type Stage, startStage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";

type HookNews = HookCall["news"];

let hook: Awaited<ReturnType<typeof startHook>>;
let stage: Stage;
let company: Company;
beforeAll(async () => {
  hook = await startHook();
  stage = await startStage({ env: { PROVISIONING_URL: hook.url, PROVISIONING_SECRET: hookSecret } });
});
afterEach(() => hook.behave({ status: 204 }));
afterAll(async () => {
  await stage.portal.stop();
  await hook.stop();
});

/** Somebody who becomes the first administrator of a company of its own by one POST. */
async function somebody(): Promise<Colleague> {
  company = await stage.company();
  const wanted = { chosen: () => company.middle, linkSentAgoMs: 0 };
  return (await stage.people(company, 1, wanted))[0]!;
}
const arrive = (person: Colleague) => stage.post(person, person.link);
const rowsOf = ({ id }: Colleague) =>
  stage.read<{ state: string; attempts: number; wait: number; problem: string | null }>(
    sql`select state, attempts, due_at - ${Date.now()} as wait, problem from provisioning where person_id = ${id}`,
  );
const timePasses = () =>
  stage.write([build.run(sql`update provisioning set due_at = 0 where state in ('queued', 'sending')`)]);
/** What a page says about the set-up, by its mark: `promised`, `late`, or nothing. */
const said = async (person: Colleague, path: string) =>
  /data-set-up="([^"]*)"/u.exec((await stage.get(person, path)).body)?.[1] ?? "nothing";
const untilTried = (person: Colleague) =>
  vi.waitFor(async () => expect((await rowsOf(person))[0]?.attempts).toBe(1), 3000);

test("a change of access is called out after the answer, signed, with all that the person holds there", async () => {
  const person = await somebody();

  await arrive(person);
  await vi.waitFor(() => expect(hook.calls(person.email)).toHaveLength(1), 3000);

  const [{ news }] = hook.calls(person.email) as [ReturnType<typeof hook.calls>[number]];
  expect(news.type).toBe("access.changed");
  expect(schemas.AccessChanged.parse(news)).toEqual(news);
  expect(news.data).toEqual({
    person: { id: person.id, email: person.email, name: person.name, language: "en" },
    place: { kind: "organization", id: company.middle, name: expect.stringMatching(/^Middle/u) },
    roles: [
      { role: "customer-administrator", virtualAccount: null },
      { role: "delegated-administrator", virtualAccount: null },
    ],
  });
  await vi.waitFor(async () => expect((await rowsOf(person))[0]?.state).toBe("done"), 3000);
  expect(await said(person, "/en/portal")).toBe("nothing");
});

test.each([
  ["an error", { status: 500 }, 3000],
  ["a refusal", { status: 404 }, 3000],
  ["a redirect", { status: 302 }, 3000],
  ["a wait of a minute", { status: 429, retryAfter: "60" }, 55_000],
  ["a wait until a date", { status: 503, retryAfter: new Date(Date.now() + 90_000).toUTCString() }, 50_000],
] as const)(
  "%s is no end: it is tried again later, and the pages say so until then",
  async (_, mood, wait) => {
    hook.behave(mood);
    const person = await somebody();

    await arrive(person);
    await vi.waitFor(
      async () => expect((await rowsOf(person))[0]).toMatchObject({ problem: String(mood.status) }),
      3000,
    );

    const [row] = await rowsOf(person);
    const before = [await said(person, "/en/portal"), await said(person, "/en/onboarding/status")];
    hook.behave({ status: 200 });
    await timePasses();
    await stage.portal.cron();
    expect(row).toMatchObject({ state: "queued", attempts: 1 });
    expect(row!.wait).toBeGreaterThan(wait);
    expect(before).toEqual(["promised", "promised"]);
    expect(await rowsOf(person)).toMatchObject([{ state: "done", attempts: 2 }]);
    expect(await said(person, "/en/portal")).toBe("nothing");
  },
);

test("a case is called out when it is opened and when it is over, as it stands then, in this order", async () => {
  const company = await stage.company();
  const [person] = (await stage.people(company, 1)) as [Colleague];
  const { contractNumber, serialNumber } = company;
  await stage.post(person, "/en/onboarding/verify", { contractNumber, serialNumber });

  await stage.post(person, "/en/onboarding/organization", { organizationId: "none" });
  await vi.waitFor(() => expect(hook.calls(person.email)).toHaveLength(1), 3000);
  await stage.post(person, "/en/onboarding/status", { action: "withdraw", confirmed: "yes" });
  await vi.waitFor(() => expect(hook.calls(person.email)).toHaveLength(2), 3000);

  const [opened, over] = hook.calls(person.email).map(({ news }) => news) as [HookNews, HookNews];
  const [review] = await stage.read<{ id: string }>(
    sql`select id from review where person_id = ${person.id}`,
  );
  expect([opened.type, over.type]).toEqual(["case.changed", "case.changed"]);
  expect(opened.data).toEqual({
    case: { id: review!.id, kind: "registration", state: "open" },
    organization: null,
    person: { id: person.id, email: person.email, name: person.name },
    dueAt: expect.any(String),
    decidedAt: null,
  });
  expect([opened, over].map((news) => schemas.CaseChanged.parse(news))).toEqual([opened, over]);
  expect(over.data).toMatchObject({ case: { state: "withdrawn" }, decidedAt: expect.any(String) });
  expect(await said(person, "/en/portal")).toBe("nothing");
});

test("tools that do not answer hold up nobody, and are asked again", async () => {
  hook.behave("hang");
  const person = await somebody();

  const reply = await arrive(person);
  await untilTried(person);
  await vi.waitFor(
    async () => expect((await rowsOf(person))[0]).toMatchObject({ problem: "no answer" }),
    9000,
  );

  expect([reply.status, reply.tookMs < 2000]).toEqual([303, true]);
}, 15_000);

test("a process that dies between the change and its call makes the call later, by the same id", async () => {
  hook.behave("hang");
  const person = await somebody();

  await arrive(person);
  stage.portal.killWorker();
  hook.behave({ status: 204 });
  await stage.portal.untilHealthy();
  await timePasses();
  await stage.portal.cron();

  expect(await rowsOf(person)).toMatchObject([{ state: "done" }]);
  const ids = hook.calls(person.email).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(1);
});

test("none of one person's changes in one place overtakes another, and the last says how it is", async () => {
  hook.behave({ status: 500 });
  const person = await somebody();
  await arrive(person);
  await untilTried(person);
  await stage.write([
    build.run(sql`
      insert into provisioning (id, person_id, organization_id, operation_id, state, due_at, created_at)
      select 'second-' || id, person_id, organization_id, operation_id, 'queued', 0, created_at + 1
      from provisioning where person_id = ${person.id}`),
    build.run(sql`
      insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
      select ${Date.now()}, person_id, 'role.take', id, organization_id, role, 'ended',
        (select operation_id from provisioning where person_id = ${person.id})
      from role where person_id = ${person.id}`),
    build.run(sql`update role set ended_at = ${Date.now()} where person_id = ${person.id}`),
  ]);

  await stage.portal.cron();
  const held = hook.calls(person.email).length;
  hook.behave({ status: 204 });
  await timePasses();
  await Promise.all([1, 2, 3].map(() => stage.portal.cron()));
  await stage.portal.cron();

  const calls = hook.calls(person.email);
  expect(held).toBe(1);
  expect(calls.map(({ id }) => id.startsWith("second-"))).toEqual([false, false, true]);
  expect(calls.at(-1)!.news.data.roles.map(({ role }) => role)).toEqual(["delegated-administrator"]);
  expect((await rowsOf(person)).map(({ state }) => state)).toEqual(["done", "done"]);
});

test("where no hook is configured any more nobody waits, and nothing is called", async () => {
  hook.behave({ status: 500 });
  const person = await somebody();
  await arrive(person);
  await vi.waitFor(async () => expect((await rowsOf(person))[0]).toMatchObject({ problem: "500" }), 9000);
  const before = hook.calls().length;

  await stage.portal.restartWorker({ PROVISIONING_URL: "" });
  await stage.portal.cron();
  const after = await said(person, "/en/portal");
  await stage.portal.restartWorker({ PROVISIONING_URL: hook.url });

  expect(after).toBe("nothing");
  expect(hook.calls()).toHaveLength(before);
});

test("after 24 hours the pages say where to ask", async () => {
  hook.behave({ status: 500 });
  const person = await somebody();
  await arrive(person);
  await untilTried(person);
  const before = await said(person, "/en/portal");

  await fetch(`${stage.portal.url}/dev/clock`, {
    method: "POST",
    body: JSON.stringify({ advance: "PT25H" }),
  });
  const after = await stage.get(person, "/en/portal");

  expect(before).toBe("promised");
  expect(after.body).toContain('data-set-up="late"');
  expect(after.body).toContain("mailto:support@ardenne.example");
});

test("every signature was right, and every invariant holds", async () => {
  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(hook.unverified).toEqual([]);
  expect(violations).toEqual([]);
});

test.each([
  [undefined, undefined, true],
  ["", hookSecret, false],
  ["https://tools.example/hook", hookSecret, true],
  ["https://tools.example/hook", undefined, false],
  ["https://tools.example/hook", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false],
  ["https://tools.example/hook", "whsec_short", false],
  ["tools.example/hook", hookSecret, false],
  ["ftp://tools.example/hook", hookSecret, false],
])("a hook at %j with secret %j may be configured: %j", (url, secret, may) => {
  const problems = problemsOf({ PROVISIONING_URL: url, PROVISIONING_SECRET: secret }, "start");

  expect(problems.length === 0).toBe(may);
});
