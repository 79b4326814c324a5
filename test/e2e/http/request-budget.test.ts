import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sendFile } from "./devices.ts";

const { session, network, refused } = limits.requests;

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

/** Somebody signed in, whose browser is in a network that is counted from now on. */
async function from(address: string, email: string) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "en", "Robin Tester");
  visitor.headers["cf-connecting-ip"] = address;
  return visitor;
}

/** Asks for a page again and again, until it is refused; how it was answered. */
async function ask(visitor: Visitor, times: number) {
  const answers = [];
  for (let request = 0; request < times && answers.at(-1)?.status !== 429; request += 1)
    answers.push(await visitor.request("GET", "/en/profile"));
  return answers;
}

test("whoever asks for more than a person reads is told to wait, and nobody else in the network is", async () => {
  const hasty = await from("203.0.113.7", "hasty@budget.example");
  const colleague = await from("203.0.113.7", "colleague@budget.example");

  const answers = await ask(hasty, 3 * session.burst);
  const other = await colleague.go("/en/profile");

  const last = answers.at(-1)!;
  expect(answers.slice(0, session.burst).every(({ status }) => status === 200)).toBe(true);
  expect([last.status, last.page]).toEqual([429, "problem"]);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(other.status).toBe(200);
});

test("many requests of one session at once are not all looked at", async () => {
  const hasty = await from("203.0.113.8", "parallel@budget.example");

  const answers = await Promise.all(
    Array.from({ length: network.underWay }, () => hasty.request("GET", "/en/portal")),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
});

test("whoever goes on beyond the budget is made to wait, and nobody else is", async () => {
  const hasty = await from("203.0.113.9", "waits@budget.example");
  const colleague = await from("203.0.113.9", "passes@budget.example");
  await ask(hasty, 3 * session.burst);
  const began = performance.now();
  let first: string | undefined;
  const ended = (who: string) => () => (first ??= who);

  const answers = Promise.all(
    Array.from({ length: 3 * session.underWay }, () => hasty.request("GET", "/en/profile")),
  );
  const other = colleague.go("/en/profile");
  await Promise.all([answers.then(ended("hasty")), other.then(ended("colleague"))]);

  const told = (await answers).filter(({ status, page }) => status === 429 && page !== "problem");
  expect(told.length).toBeGreaterThan(0);
  expect(performance.now() - began).toBeGreaterThanOrEqual(refused.pause);
  expect([(await other).status, first]).toEqual([200, "colleague"]);
});

test("files to keep are counted by themselves, and pages go on", async () => {
  const hasty = await from("203.0.113.10", "files@budget.example");
  const file = () => hasty.request("GET", "/en/organizations/none/history.csv");

  const answers = [];
  for (let request = 0; request < limits.requests.file.burst + 2; request += 1) answers.push(await file());
  const page = await hasty.request("GET", "/en/profile");

  expect(answers.slice(0, limits.requests.file.burst).map(({ status }) => status)).not.toContain(429);
  expect(answers.some(({ status }) => status === 429)).toBe(true);
  expect(page.status).toBe(200);
});

test("files to keep are counted by person, in however many browsers", async () => {
  const one = await from("203.0.113.11", "browsers@budget.example");
  const other = await from("203.0.113.12", "browsers@budget.example");
  const file = (browser: Visitor) => browser.request("GET", "/en/organizations/none/history.csv");

  const answers = [];
  for (let request = 0; request < limits.requests.file.burst; request += 1) answers.push(await file(one));
  const beyond = await file(other);

  expect(answers.map(({ status }) => status)).not.toContain(429);
  expect(beyond.status).toBe(429);
});

test("files that are sent are counted too, also those that are refused", async () => {
  const hasty = await from("203.0.113.13", "sends@budget.example");
  const send = (path: string) => sendFile(hasty, path, "\r");

  const answers = [];
  for (let request = 0; request < limits.requests.file.burst; request += 1)
    answers.push(await send("/en/organizations/none/devices"));
  const beyond = await send("/en/accounts/none/people");
  const page = await hasty.request("GET", "/en/profile");

  expect(answers.map(({ status }) => status)).not.toContain(429);
  expect([beyond.status, page.status]).toEqual([429, 200]);
});

test("requests of this machine itself are not counted", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn("local@budget.example", "en", "Robin Tester");

  const answers = await ask(visitor, session.burst + 60);

  expect(answers.every(({ status }) => status === 200)).toBe(true);
});
