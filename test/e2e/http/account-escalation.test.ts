import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { administratorsOf, askedInDutch, askFor, choices, rolesIn, sendRepeated } from "./accounts-world.ts";
import { advance, agents, signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let number = 0;
const [elsAt, tomAt] = administratorsOf("nl") as [string, string];

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const asked = () => askedInDutch(portal, `Waiting ${(number += 1)}`);

test("nobody answers: all are reminded after 3 days, nobody else is asked after 7, agents after 14", async () => {
  const { email, asker, id } = await asked();
  const letters = async (to: string, template: string) =>
    (await asker.mailTo(to, template)).filter(({ text }) => text.includes(email)).length;
  const count = async () => [
    await letters(elsAt, "reminder-to-decide"),
    await letters(tomAt, "reminder-to-decide"),
    await letters(agents[0], "review-waiting"),
  ];

  const counts: number[][] = [];
  for (const days of ["P2D", "P1DT1M", "P4D", "P7D"]) {
    await advance(portal, days);
    await portal.cron();
    await portal.cron();
    counts.push(await count());
  }
  await asker.go(`/en/requests/${id}`);
  const reminded = await asker.submit({ action: "remind" });
  const again = await asker.post(`/en/requests/${id}`, { action: "remind" });

  expect(counts).toEqual([
    [0, 0, 0],
    [1, 1, 0],
    [1, 1, 0],
    [1, 1, 1],
  ]);
  expect([reminded.status, again.status]).toEqual([200, 429]);
  expect((await count()).slice(0, 2)).toEqual([2, 2]);
});

test("an agent decides what nobody has answered, with a role in the virtual accounts that the agent chooses", async () => {
  const { email, asker, id, link } = await asked();
  await advance(portal, "P14D");
  await portal.cron();
  const agent = await signedIn(portal, agents[0], "en", "Robin Agent");
  const [mail] = (await agent.mailTo(agents[0], "review-waiting")).filter(({ text }) => text.includes(email));

  const page = await agent.go(new URL(mail!.links[0]!).pathname);
  const without = await agent.submit({ decision: "approve" });
  const [whole, antwerpen, genk] = choices(page, "scope") as [string, string, string];
  const both = await sendRepeated(agent, page.path, [
    ["decision", "approve"],
    ["role", "virtual-account-user"],
    ["scope", whole],
    ["scope", genk],
  ]);
  await sendRepeated(agent, page.path, [
    ["decision", "approve"],
    ["role", "virtual-account-user"],
    ["scope", antwerpen],
    ["scope", genk],
  ]);
  const seen = await asker.go(`/en/requests/${id}`);
  const els = await signedIn(portal, elsAt, "nl");
  const late = await els.post(link, { decision: "deny" });

  expect([page.status, page.text.includes(email), without.status]).toEqual([200, true, 422]);
  // Who administers the account, and whether the address is of its domain, is what an agent goes by.
  const administrators = page.text.split(translator("en")("reviews.sections.accountAdministrators"))[1] ?? "";
  expect([elsAt, tomAt].filter((one) => !administrators.includes(one))).toEqual([]);
  expect(page.text).toContain(translator("en")("reviews.verdicts.requesterThere"));
  expect([seen.state, seen.text.includes("Robin Agent")]).toEqual(["approved", false]);
  expect(both.errors).toEqual({ scope: "account.grant.errors.scopeBoth" });
  expect(await rolesIn(portal, email)).toEqual([
    ["virtual-account-user", "Antwerpen"],
    ["virtual-account-user", "Genk"],
  ]);
  expect([late.status, late.text.includes("Robin Agent")]).toEqual([409, false]);
});

test("where nobody decides any more, an agent is asked at once", async () => {
  const administers = "account_id = 'demo-account-moselane' and role = 'smart-account-administrator'";
  await database(`update role set ended_at = 1 where ${administers}`);
  const asker = await signedIn(portal, "seule@moselane.example", "fr", "Personne Seule");

  const request = await askFor(asker, "fr");
  await portal.cron();
  const letters = (await asker.mailTo(agents[0], "review-waiting")).filter(({ text }) =>
    text.includes("Personne Seule"),
  );
  await database(`update role set ended_at = null where ${administers}`);

  expect([request.page, request.state, letters.length]).toEqual(["request", "pending", 1]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
