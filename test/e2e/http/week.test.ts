import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import { type Stage, startStage } from "#test/helpers/stage.ts";
import { type Answer, textOf, Visitor } from "#test/helpers/visitor.ts";
import { agents } from "./world.ts";

const en = translator("en");
const [agentEmail] = agents;
const hour = 3_600_000;
const day = 24 * hour;

let stage: Stage;
let agent: Visitor;
beforeAll(async () => {
  stage = await startStage({ env: { PORTAL_AGENTS: agentEmail } });
  agent = new Visitor(stage.portal.url);
  await agent.signIn(agentEmail, "en", "Ann Agent");
});
afterAll(() => stage.portal.stop());

/** The numbers beside a label. */
const way = (page: Answer, name: Parameters<typeof en>[0]) =>
  page
    .find("tr")
    .map(textOf)
    .find((line) => line.startsWith(en(name)))
    ?.slice(en(name).length)
    .trim();

/** Writes people and registrations, each with its age, its state and what was answered. */
async function write(rows: readonly [age: number, state: string, answers?: string][]) {
  const now = Date.now();
  const client = createClient({ url: stage.portal.databaseUrl });
  await client.batch(
    rows.flatMap(([age, state, answers = "{}"], number) => {
      const at = now - age;
      const id = `w${number}`;
      return [
        `insert into person (id, email, email_verified, name, language, created_at, updated_at)
          values ('${id}', '${id}@company.example', 1, 'Wim', 'en', ${at}, ${at})`,
        `insert into registration (id, person_id, state, answers, created_at, changed_at)
          values ('${id}', '${id}', '${state}', '${answers}', ${at}, ${at})`,
      ];
    }),
    "write",
  );
  client.close();
}

test("agents read how many began, where they stand, who stopped where, and how long decisions took", async () => {
  const empty = await agent.go("/en/week");
  const company = await stage.company();
  const [wrong] = await stage.people(company, 1);
  await stage.post(wrong!, "/en/onboarding/verify", { contractNumber: "NONE", serialNumber: "1" });
  await write([
    [hour, "administrator"],
    [2 * day, "administrator"],
    [3 * day, "granted"],
    [4 * day, "requested"],
    [hour, "draft"],
    [2 * day, "draft", '{"contractNumber":"1"}'],
    [3 * day, "draft", '{"organizationId":"o"}'],
    [8 * day, "withdrawn"],
    [9 * day, "denied"],
    [15 * day, "granted"],
  ]);
  const client = createClient({ url: stage.portal.databaseUrl });
  const now = Date.now();
  const waits = [
    [2, "approved", 5 * hour],
    [3, "pending", null],
    [8, "denied", 2 * day],
  ] as const;
  for (const [of, state, wait] of waits)
    await client.execute(`insert into access_request (id, requester_id, organization_id, registration_id, state, clock_at, created_at, decided_at)
      values ('q${of}', 'w${of}', '${company.root}', 'w${of}', '${state}', ${now + day}, ${now - 3 * day}, ${wait === null ? "null" : now - 3 * day + wait})`);
  await client.execute(`insert into review (id, kind, subject_id, person_id, reasons, state, due_at, created_at, decided_at)
    values ('v', 'registration', 'w1', 'w1', '[]', 'appointed', ${now}, ${now - 2 * day}, ${now - 2 * day + 90_000})`);
  client.close();

  const page = await agent.go("/en/week");

  expect([empty.state, page.state]).toEqual(["empty", "some"]);
  expect(way(page, "week.all")).toBe("7 2");
  expect(way(page, "week.parts.in")).toBe("3 0");
  expect(way(page, "week.parts.refused")).toBe("0 1");
  expect(way(page, "week.ways.claimed")).toBe("1 0");
  expect(way(page, "week.ways.appointed")).toBe("1 0");
  expect(way(page, "week.ways.administrator")).toBe("1 0");
  expect(way(page, "week.ways.underWay")).toBe("1 0");
  expect(way(page, "week.ways.choosing")).toBe("1 0");
  expect(way(page, "week.ways.mail")).toBe("1 0");
  expect(way(page, "week.ways.withdrawn")).toBe("0 1");
  expect(way(page, "week.beside.onlySignedIn")).toBe("1 0");
  expect(way(page, "week.waits.administrator")).toBe("2 5 hours 2 days 1 3 days");
  expect(way(page, "week.waits.agent")).toBe("1 1 minute 1 minute 0 –");
});

test("whoever others have let in is counted once, and nobody who was in before", async () => {
  const company = await stage.company();
  const [fresh, old] = await stage.people(company, 2);
  const client = createClient({ url: stage.portal.databaseUrl });
  const give = (id: string, person: string, role: string, age: number) =>
    client.execute(`insert into role (id, organization_id, person_id, role, origin_id, created_at)
      values ('${id}', '${company.root}', '${person}', '${role}', 'o', ${Date.now() - age})`);
  await give("r1", fresh!.id, "customer-user", 8 * day);
  await give("r2", fresh!.id, "customer-administrator", day);
  await give("r3", old!.id, "customer-user", 20 * day);
  await give("r4", old!.id, "customer-administrator", day);
  client.close();

  const page = await agent.go("/en/week");

  expect(way(page, "week.beside.letIn")).toBe("0 1");
});

test("the page names nobody and is read in one trip", async () => {
  const page = await agent.go("/en/week");

  const { requests } = (await (await fetch(`${stage.portal.url}/dev/stats`)).json()) as {
    requests: { address: string; databaseRoundTrips: number }[];
  };
  expect(page.text).not.toContain("Wim");
  expect(requests.findLast(({ address }) => address.includes("/week"))?.databaseRoundTrips).toBe(1);
});
