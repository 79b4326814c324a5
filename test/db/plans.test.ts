import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exitCode } from "#db/import/terminal.ts";
import { importDirectory } from "#db/import/run.ts";
import { carryOut } from "#db/stream.ts";
import type { Database } from "#functions/local/portal.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";
import { startHostile } from "#test/helpers/oidc/hostile.ts";
import { settingsFor } from "#test/helpers/oidc/world.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { type Colleague, keeping, type Stage, startStage } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { agentEmail } from "#test/model/world.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";
import { collectAndUse } from "./collect-and-use.ts";
import { addCrowd, agentPages, heavyPages } from "./crowd.ts";
import { everyPage } from "./every-page.ts";

const { organizations, devices, inOnePlace } = sizes;

const key = "a-key-of-the-tests-with-32-characters";

let proxy: Proxy;
let stage: Stage;
let provider: Awaited<ReturnType<typeof startHostile>>;
const statements = new Map<string, unknown[]>();
/** What statements took that people with little cause, and scheduled work; and those of whoever has a great deal. */
const works: Record<"of few" | "of many", Work[]> = { "of few": [], "of many": [] };
let taken: Work[] = [];
let failure: string | null;
/** What an agent reads of whoever has a great deal. */
let story: string;
beforeAll(async () => {
  provider = await startHostile(settingsFor("").OIDC_CLIENT_SECRET);
  stage = await startStage({
    env: { PORTAL_AGENTS: agentEmail, METRICS_KEY: key, ...settingsFor(provider.issuer) },
    prepare: fill,
    databaseThrough: async (url) => (proxy = await startProxy(url)).url,
  });
  proxy.watch(remember);
  await wholeWay();
  failure = await everyPage(stage);
  const heavy = await one(await stage.company());
  await addCrowd(stage.portal.databaseUrl, heavy);
  taken = works["of few"];
  await readAgain();
  taken = works["of many"];
  await visit(heavy);
}, within(240_000));
afterAll(async () => {
  await stage.portal.stop();
  await proxy.stop();
  await provider.stop();
});

/** Companies with a parent each ten, a contract each, and devices over all of them, by the portal's own import. */
async function fill(database: Database) {
  const directory = temporaryDirectory();
  const rows = (count: number, row: (number: number) => string) =>
    Array.from({ length: count }, (_, number) => row(number)).join("\n");
  const file = (name: string, header: string, body: string) =>
    writeFileSync(join(directory, name), `${header}\n${body}\n`);
  file(
    "organizations.csv",
    "id,parent_id,name,street,city,postal_code,region,country,domains",
    rows(
      organizations,
      (n) =>
        `o${n},${n % 10 ? `o${n - (n % 10)}` : ""},Company ${n},Street ${n},Namur,5000,,BE,${n % 10 ? "" : `company${n}.example`}`,
    ),
  );
  file(
    "contracts.csv",
    "number,type,organization_id,starts_on,ends_on",
    rows(organizations, (n) => `K${n},SP Base,o${n},2020-01-01,2099-12-31`),
  );
  file(
    "devices.csv",
    "serial_number,product_id,contract_number,organization_id",
    rows(devices, (n) => `D${n},P1,K${n % organizations},o${n % organizations}`),
  );
  file(
    "entitlements.csv",
    "contract_number,email",
    rows(organizations, (n) => `K${n},an@company${n}.example`),
  );
  const refuse = (name: string, ...reason: (string | number)[]): never => {
    throw new Error(`${name}: ${reason.join(" ")}`);
  };
  const tallies = await importDirectory(directory, database, {
    rejected: refuse,
    unusable: refuse,
    progress: () => {},
  });
  rmSync(directory, { recursive: true });
  if (exitCode(tallies) !== 0) throw new Error("not all was imported");
}

interface Sent {
  readonly requests?: readonly {
    readonly batch?: { readonly steps: readonly { readonly stmt: Statement }[] };
  }[];
}

interface Statement {
  readonly sql: string;
  readonly args?: unknown[];
}

interface Answered {
  readonly results?: readonly {
    readonly response?: { readonly result?: { readonly step_results?: readonly (Counts | null)[] } };
  }[];
}

interface Counts {
  readonly rows: readonly unknown[];
  readonly affected_row_count: number;
  readonly rows_read: number;
}

/** What a statement has read for what it gave or changed, in rows. */
interface Work {
  readonly sql: string;
  readonly read: number;
  readonly given: number;
}

/** Keeps every statement that the Worker sends, each once, with arguments that it was sent with, and what each took. */
function remember(body: string, answer: string): void {
  const { requests = [] } = (body.startsWith("{") ? JSON.parse(body) : {}) as Sent;
  const { results = [] } = (answer.startsWith("{") ? JSON.parse(answer) : {}) as Answered;
  requests.forEach(({ batch }, at) => {
    const counts = results[at]?.response?.result?.step_results ?? [];
    batch?.steps.forEach(({ stmt: { sql, args = [] } }, step) => {
      if (!/^\s*(with|select|insert|update|delete)/iu.test(sql) || sql.endsWith("where false")) return;
      statements.set(sql, args.map(plain));
      const count = counts[step];
      if (count)
        taken.push({
          sql,
          read: count.rows_read,
          given: Math.max(count.rows.length, count.affected_row_count),
        });
    });
  });
}

const plain = (value: unknown) => {
  const { type, value: own } = value as { type: string; value: string | number };
  return type === "null" ? null : type === "integer" ? Number(own) : own;
};

/** One person's whole way, every page and every form of it, with the scheduled work. */
async function wholeWay() {
  const company = await stage.company();
  const [fresh, chooser, linked] = await Promise.all([
    one(company),
    one(company, { chosen: () => company.middle }),
    one(company, { chosen: () => company.middle, linkSentAgoMs: 600_000 }),
  ]);
  const { contractNumber, serialNumber } = company;
  const email = "an@company0.example";
  const browser = keeping(await stage.post(null, "/en/sign-in", { email }));
  const code = (await new Visitor(stage.portal.url).mailTo(email, "sign-in-code"))[0]?.code ?? "";
  await stage.post(browser, "/en/sign-in/code", { email, code: "000000" });
  await stage.post(browser, "/en/sign-in/code", { email, code });
  await fetch(`${stage.portal.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  await new Visitor(stage.portal.url).go("/sign-in/oidc");
  await stage.post(fresh, "/en/onboarding/verify", { contractNumber: "NONE", serialNumber });
  await stage.post(fresh, "/en/onboarding/verify", { contractNumber, serialNumber });
  await stage.post(chooser, "/en/onboarding/organization", { organizationId: company.middle });
  await stage.post(linked, "/en/onboarding/check-email");
  await stage.post(linked, "/en/profile", { name: "An", language: "nl" });
  const link = await new Visitor(stage.portal.url).linkTo(chooser.email, "confirm-address");
  await stage.post(null, `${link}/code`);
  for (const path of [...pages, link]) await stage.get(chooser, path);
  await stage.post(chooser, link);
  await stage.post(linked, await new Visitor(stage.portal.url).linkTo(linked.email, "confirm-address"));
  for (const path of [...pages, link, `/en/organizations/${company.middle}`]) await stage.get(chooser, path);
  await stage.get(linked, "/en/onboarding/confirm");
  await collectAndUse(stage, chooser, company.middle);
  await stage.post(fresh, "/en/onboarding/organization", { organizationId: "none" });
  await stage.portal.cron();
  await sleep(300);
  await changeAddress(linked);
  await stage.post(linked, "/en/profile/sessions", { action: "end", session: "none" });
  await stage.post(linked, "/en/profile/sessions", { action: "end-others" });
  await endIdentity(linked);
  await stage.post(linked, "/en/profile/passkeys", { action: "rename", passkey: "none", name: "Phone" });
  await stage.post(linked, "/en/sign-in/passkey", { credential: "{}" });
  await stage.post(linked, "/en/sign-out");
  await stage.post(chooser, "/en/profile/data", { action: "copy" });
  await stage.post(chooser, "/en/profile/data", { action: "erase", confirmed: "yes" });
}

/** Somebody changes to another address, and takes the old one back. */
async function changeAddress(who: Colleague) {
  const email = `new.${who.email}`;
  const mailbox = new Visitor(stage.portal.url);
  await stage.post(who, "/en/profile/address", { action: "ask", email });
  await stage.post(who, await mailbox.linkTo(who.email, "address-change"), { decision: "deny" });
  await stage.post(who, "/en/profile/address", { action: "ask", email });
  await stage.post(who, "/en/profile/address", { action: "withdraw" });
  await stage.post(who, "/en/profile/address", { action: "ask", email });
  await stage.post(who, await mailbox.linkTo(who.email, "address-change"));
}

/** Somebody ends an identity at a provider, and accepts it again. */
async function endIdentity(who: Colleague) {
  await createClient({ url: stage.portal.databaseUrl }).execute({
    sql: `insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
      select 'linked', 'subject', 'https://login.example', id, 1, 1 from person where email = ?`,
    args: [who.email],
  });
  const form = { identity: "linked", confirmed: "yes" };
  const answers = [];
  for (const action of ["end-identity", "allow-identity"])
    answers.push(await stage.post(who, "/en/profile/sessions", { ...form, action }));
  expect(answers.map(({ location }) => location)).toEqual(Array(2).fill("/en/profile/sessions"));
}

/** Asks once more, among a crowd, what was asked before it came: each question as it was, of people who have little. */
async function readAgain() {
  const url = new URL(proxy.url).origin + new URL(stage.portal.databaseUrl).search;
  const isReading = /^\s*(?:select|with\b(?!.*\b(?:insert|update|delete)\b))/isu;
  const asked = [...statements].filter(([sql]) => isReading.test(sql)).map(([sql, args]) => ({ sql, args }));
  for (let at = 0; at < asked.length; at += 20) await carryOut({ url, fetch }, asked.slice(at, at + 20));
}

/** Every page of somebody who has a great deal, and what agents look for in a crowd: none is heavy. */
async function visit(heavy: Colleague) {
  const agent = new Visitor(stage.portal.url);
  await agent.signIn(agentEmail);
  const answers = [];
  for (const path of heavyPages) answers.push(await stage.get(heavy, path));
  for (const path of agentPages(heavy)) answers.push(await agent.request("GET", path));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const pages = answers.filter(({ headers }) => headers.get("content-type")?.includes("html"));
  expect(pages.filter(({ body }) => body.length > 60_000).map(({ body }) => body.slice(0, 200))).toEqual([]);
  ({ body: story } = await agent.request("GET", `/en/people?email=${heavy.email}`));
}

const pages = [
  "portal",
  "tasks",
  "profile",
  "profile/sessions",
  "profile/passkeys",
  "profile/address",
  "sign-in/passkey",
  "profile/data",
  "onboarding/verify",
  "onboarding/organization",
  "onboarding/check-email",
  "onboarding/status",
].map((page) => `/en/${page}`);
const one = async (
  ...of: Parameters<Stage["people"]> extends [infer C, number, (infer W)?] ? [C, W?] : never
): Promise<Colleague> => (await stage.people(of[0], 1, of[1]))[0]!;

/** Tables of a handful of rows. */
const small = [
  "__drizzle_migrations",
  "api_key",
  "audit_count",
  "deciders_changed",
  "heartbeat",
  "job_run",
  "last_load",
  "local_clock",
  "mail_rest",
];

/** The tables that a statement reads, by the names that it gives them; all others are names of its own for a few rows. */
function tableIn(statement: string, name: string, tables: readonly string[]): string | undefined {
  const plainly = statement.replaceAll('"', "");
  const given = new RegExp(`\\b(?:from|join|into|update)\\s+(\\w+)\\s+(?:as\\s+)?${name}\\b`, "iu").exec(
    plainly,
  )?.[1];
  return tables.find((table) => table === (given ?? name));
}

/** Scheduled work whose matter is all that the provider announces, which is compared with one list. */
const ofEverybody = ["affected as ("];

test(
  "no statement of the portal looks through a whole table that grows",
  async () => {
    const client = createClient({ url: stage.portal.databaseUrl });

    const plans = await Promise.all(
      [...statements].map(async ([sql, args]) => {
        const { rows } = await client.execute({
          sql: `explain query plan ${sql}`,
          args: args as (string | number | null)[],
        });
        return { sql, steps: rows.map(({ detail }) => String(detail)) };
      }),
    );

    const { rows } = await client.execute("select name from sqlite_master where type = 'table'");
    const tables = rows.map(({ name }) => String(name)).filter((name) => !small.includes(name));
    const scans = plans
      .filter(({ sql }) => !ofEverybody.some((part) => sql.includes(part)))
      .flatMap(({ sql, steps }) =>
        steps
          .filter((step) => step.startsWith("SCAN ") && tableIn(sql, step.split(" ")[1]!, tables))
          .map((step) => `${step}: ${sql}`),
      );
    expect(failure).toBeNull();
    expect(plans.length).toBeGreaterThan(150);
    expect(plans.filter(({ sql }) => /inventory|alert|subscription/u.test(sql)).length).toBeGreaterThan(50);
    expect(scans).toEqual([]);
  },
  within(30_000),
);

/** The figures of the agents' queue: several at once, each counted up to a limit. */
const figuresOfQueue = 'as "all"';

/** Statements that read more than they may for what they give, each once, with the worst of its figures. */
function tooMuch(which: keyof typeof works, beside: number) {
  const worst = new Map<string, string>();
  for (const { sql, read, given } of works[which].toSorted((a, b) => a.read - b.read))
    if (read > 50 * given + 500 + beside && !sql.includes(figuresOfQueue))
      worst.set(sql, `${read} rows for ${given}: ${sql}`);
  return [...worst.values()];
}

test("what a statement reads grows with what it gives, and not with all that the portal holds", () => {
  expect(works["of few"].length).toBeGreaterThan(150);
  expect(tooMuch("of few", 0)).toEqual([]);
});

test("what a statement reads of one place grows with that place, and not with all others", () => {
  // To sort and to count what is in a place, each is looked at: so many rows of other tables for each of them.
  const rowsForEach = 7;

  expect(works["of many"].length).toBeGreaterThan(200);
  // Of the large place that is more than all organizations: the small world tells reading those apart, the large one reading all devices.
  expect(rowsForEach * inOnePlace).toBeLessThan(long ? devices : organizations);
  expect(tooMuch("of many", rowsForEach * inOnePlace)).toEqual([]);
});

test("an agent reads of whoever holds a great deal the first hundred, and how many there are", () => {
  const all = new Intl.NumberFormat("en").format(inOnePlace / 10 + 1);
  expect(story.match(/The first 100 of/gu)).toHaveLength(2);
  expect(story).toContain(`The first 100 of ${all}`);
  expect(story.match(/<option /gu)).toHaveLength(100);
});

test("a minute in which nothing is due reads a few rows", async () => {
  taken = [];
  const quiet = taken;

  await stage.portal.cron();

  const read = quiet.reduce((sum, one) => sum + one.read, 0);
  expect(quiet.length).toBeGreaterThan(20);
  expect(read).toBeLessThan(500);
});

/** The middle one of some times. */
const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

/**
 * How many times as long as looking at the form it takes to verify, for so many people one after the other. Both are timed by
 * turns: other suites run on the same processors, and slow the one as they slow the other.
 */
async function verifying(count: number): Promise<number> {
  const company = await stage.company();
  const { contractNumber, serialNumber } = company;
  const looks: number[] = [];
  const verifies: number[] = [];
  for (const person of await stage.people(company, count)) {
    const page = await stage.get(person, "/en/onboarding/verify");
    const reply = await stage.post(person, "/en/onboarding/verify", { contractNumber, serialNumber });
    looks.push(page.status === 200 ? page.tookMs : 0);
    verifies.push(reply.status === 303 ? reply.tookMs : Infinity);
  }
  return median(verifies) / median(looks);
}

test(
  "verifying takes no longer among many organizations and devices",
  async () => {
    const quietest = Math.min(await verifying(40), await verifying(40), await verifying(40));

    expect(quietest).toBeLessThan(4);
  },
  within(30_000),
);
