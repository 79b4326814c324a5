import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { administrator, advance, choose, sql, startDemo } from "#test/e2e/http/world.ts";
import { hookSecret } from "#test/helpers/hook.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

const key = "a-key-of-the-tests-with-32-characters";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({
    env: {
      METRICS_KEY: key,
      // Nobody listens there.
      PROVISIONING_URL: "http://127.0.0.1:9/access",
      PROVISIONING_SECRET: hookSecret,
    },
  });
  await portal.cron();
});
afterAll(() => portal.stop());
afterEach(() => portal.mailbox.misbehave(null));

/** What a monitoring tool reads under a name; with labels, their sum. */
async function told(name: string): Promise<number> {
  const answer = await fetch(`${portal.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const lines = (await answer.text()).split("\n").filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

test("the minute's work that has stopped is seen by how long ago it ended", async () => {
  expect(await told('portal_job_ended_seconds{job="forget"}')).toBeLessThan(60);

  await sql(portal)("update job_run set at = at - 360000");

  expect(await told('portal_job_ended_seconds{job="forget"}')).toBeGreaterThan(300);
});

test("a job that fails is counted, and goes on once it can", async () => {
  const query = sql(portal);
  await query("alter table audit_seal rename to audit_seal_away");
  await new Visitor(portal.url).signIn("luc.fontenoy@clairval.example");
  await portal.cron().catch(() => null);
  await query("alter table audit_seal_away rename to audit_seal");
  const failed = await told('portal_job_failures_total{job="seal"}');
  const unsealed = await told("portal_audit_unsealed");
  await portal.cron();

  expect(failed).toBeGreaterThan(0);
  expect(unsealed).toBeGreaterThan(0);
  expect(await told("portal_audit_unsealed")).toBe(0);
});

test("provider's tools that do not answer are seen by what they have not heard of", async () => {
  const before = await told("portal_provisioning");

  await administrator(portal.url, "mehdi.lambert@morvanelle.example");

  expect(await told("portal_provisioning")).toBeGreaterThan(before);
});

test("a review that nobody has decided in time is counted as late", async () => {
  await choose(portal.url, "fenna.dijkstra@oosterwoud-zorg.example");
  expect(await told("portal_reviews_late")).toBe(0);

  await advance(portal, "PT25H");

  expect(await told("portal_reviews_late")).toBe(1);
});

test("an e-mail provider that takes nothing is seen by how late the oldest message is", async () => {
  portal.mailbox.misbehave(() => ({ status: 500 }));
  await new Visitor(portal.url).request("POST", "/en/sign-in", "email=anna%40acme.example");
  const waiting = "select id from outbox where state = 'queued' and attempts > 0";
  await vi.waitFor(async () => expect(await sql(portal)(waiting)).toHaveLength(1), 10_000);
  await sql(portal)("update outbox set due_at = due_at - 180000 where state = 'queued'");

  expect(await told("portal_messages_late_seconds")).toBeGreaterThan(120);
});

test("trouble with the account at the e-mail provider is seen as mail that rests", async () => {
  portal.mailbox.misbehave(() => ({ status: 401, name: "invalid_api_key" }));
  await new Visitor(portal.url).request("POST", "/en/sign-in", "email=ben%40acme.example");
  await portal.cron();
  await sql(portal)("update mail_rest set since = since - 5000");

  expect(await told("portal_mail_resting_seconds")).toBeGreaterThan(0);
  expect(await (await fetch(`${portal.url}/healthz`)).json()).toMatchObject({ mail: "resting" });
});
