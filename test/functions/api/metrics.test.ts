import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { signedIn, startDemo } from "#test/e2e/http/world.ts";
import { askAs } from "#test/helpers/front.ts";
import { leaksIn } from "#test/helpers/log.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

const key = "a-key-of-the-tests-with-32-characters";
const email = "luc.fontenoy@clairval.example";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({ env: { METRICS_KEY: key } });
  await signedIn(portal, email);
  const stranger = new Visitor(portal.url);
  await stranger.post("/en/sign-in", { email });
  const [mail] = await stranger.mailTo(email, "sign-in-code");
  await stranger.post("/en/sign-in/code", { email, code: mail!.code === "111111" ? "222222" : "111111" });
  await portal.cron();
});
afterAll(() => portal?.stop());

const ask = (authorization?: string) =>
  fetch(`${portal.url}/metrics`, { headers: authorization ? { authorization } : {} });

/** The values by name and labels. */
const read = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/^(?!#)(\S+(?:\{.*\})?) (\S+)$/gmu)].map(([, name, value]) => [name, Number(value)]),
  );

test("the counters tell what was done and refused, of the whole portal and of this instance, in one trip", async () => {
  const answer = await ask(`Bearer ${key}`);
  const text = await answer.text();
  const stats = (await (await fetch(`${portal.url}/dev/stats`)).json()) as {
    requests: { address: string; databaseRoundTrips: number }[];
  };

  const values = read(text);
  const requests = Object.entries(values).filter(([name]) => name.startsWith("portal_requests_total"));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "application/openmetrics-text; version=1.0.0; charset=utf-8",
  ]);
  expect(values).toMatchObject({
    'portal_audit_events_total{action="session.start",refusal=""}': 1,
    'portal_audit_events_total{action="session.start",refusal="invalid"}': 1,
    portal_audit_unsealed: 0,
    'portal_job_failures_total{job="seal"}': 0,
  });
  expect(values['portal_job_runs_total{job="seal"}']).toBeGreaterThan(0);
  expect(requests.map(([name]) => name.replace(/instance="[\da-f]{8}"/u, "…"))).toContain(
    'portal_requests_total{method="POST",route="/:lang/sign-in/code",outcome="invalid",status="422",…}',
  );
  expect(stats.requests.find(({ address }) => address === "/metrics")!.databaseRoundTrips).toBe(1);
});

test("a provider that takes messages and reports of none is found out after an hour", async () => {
  const database = createClient({ url: portal.databaseUrl });
  const underWay = "select id from outbox where state in ('queued', 'sending', 'sent')";
  await vi.waitFor(async () => expect((await database.execute(underWay)).rows).toEqual([]), 10_000);
  await database.execute("update outbox set state = 'sent', changed_at = changed_at - 3600000");
  const left = await database.execute("select count(*) as many from outbox");

  const values = read(await (await ask(`Bearer ${key}`)).text());

  expect(values["portal_messages_unreported"]).toBe(left.rows[0]!["many"]);
  expect(values["portal_messages_unreported"]).toBeGreaterThan(0);
});

test("they are written as OpenMetrics is, each name once, and name nobody", async () => {
  const text = await (await ask(`Bearer ${key}`)).text();

  const lines = text.split("\n");
  const label = '[a-z]+="[^"\\\\]*"';
  const line = new RegExp(
    `^(# (TYPE|HELP) portal\\S* .+|portal\\w*(\\{${label}(,${label})*\\})? \\d+(\\.\\d+)?)$`,
    "u",
  );
  const types = lines.filter((one) => one.startsWith("# TYPE"));
  expect(lines.slice(-2)).toEqual(["# EOF", ""]);
  expect(lines.slice(0, -2).filter((one) => !line.test(one))).toEqual([]);
  expect(new Set(types).size).toBe(types.length);
  expect(leaksIn(lines, portal.mailbox.accepted())).toEqual([]);
  expect(text).not.toMatch(/luc|demo-|\/en\//u);
});

test.each([undefined, "", "Bearer", "Bearer x", `Bearer ${key}x`, `Basic ${key}`, key])(
  "%s is no key: nothing is read",
  async (authorization) => {
    const answer = await ask(authorization);

    expect([answer.status, answer.headers.get("www-authenticate"), await answer.text()]).toEqual([
      401,
      "Bearer",
      "",
    ]);
  },
);

test.each([`bearer ${key}`, `Bearer  ${key}`])(
  "%s is the key, however its header is written",
  async (authorization) => {
    expect((await ask(authorization)).status).toBe(200);
  },
);

test("what watches over the portal may ask by number", async () => {
  const headers = { host: "192.0.2.1:8787", authorization: `Bearer ${key}` };

  expect((await askAs(portal.port, "/metrics", { headers })).status).toBe(200);
});
