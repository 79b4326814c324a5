import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { terms } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agents, signedIn, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const els = "els.wouters@noorderkaai.example";
const tom = "tom.maes@noorderkaai.example";
const pieter = tryOf("pieter.claes@noorderkaai.example");
const priya = "priya.nair@castleford-rail.example";

const disable = (email: string) =>
  database("update person set disabled_at = (select max(at) from audit_event) where email = ?", email);

/** The scheduled work, as the platform may do it: several at once, then once more. */
async function run() {
  await Promise.all([portal.cron(), portal.cron(), portal.cron()]);
  await portal.cron();
}

const vacancies = () =>
  database("select state, organization_id as place, reasons from review where kind = 'vacancy'");

const toAgents = async () => (await new Visitor(portal.url).mailTo(agents[0])).length;

/** Verifies and chooses an organization. */
async function register(email: string, organizationId: string, numbers: Parameters<typeof verify>[2]) {
  const visitor = await signedIn(portal, email);
  await verify(visitor, "en", numbers);
  await visitor.post("/en/onboarding/organization", { organizationId });
  return visitor;
}

/** The same, and confirms the address. */
async function claim(...[email, ...how]: Parameters<typeof register>) {
  const visitor = await register(email, ...how);
  await visitor.go(await visitor.linkTo(email, "confirm-address"));
  return { visitor, answer: await visitor.submit() };
}

describe("an administrator who is disabled", () => {
  test("leaves the list, on record, and the other is told", async () => {
    const administrator = new Visitor(portal.url);
    await administrator.signIn(els, "nl");
    await administrator.go("/nl/organizations/noorderkaai/administrators");
    await administrator.post("/nl/organizations/noorderkaai/administrators", {
      action: "nominate",
      email: pieter.email,
    });
    await administrator.post("/nl/organizations/noorderkaai/people", {
      action: "associate",
      email: "stays@noorderkaai.example",
      role: "customer-user",
    });
    await disable(els);

    await run();

    const seats = await database(
      "select p.email from seat s join person p on p.id = s.person_id where s.ended_at is null and s.organization_id = 'noorderkaai' order by s.position",
    );
    const audit = await database(
      "select actor, to_state as state from audit_event where action = 'seat.end'",
    );
    expect(seats).toMatchObject([{ email: tom }, { email: pieter.email }]);
    expect(audit).toMatchObject([{ actor: "system", state: "ended" }]);
    expect(await administrator.mailTo(tom, "administrator-changed")).toHaveLength(1);
    expect(await vacancies()).toEqual([]);
  });

  test("and was the last, leaves an open case where there are people, once", async () => {
    await disable(tom);

    const nominee = new Visitor(portal.url);
    await nominee.signIn(pieter.email, "nl", pieter.name);
    await nominee.go(await nominee.linkTo(pieter.email, "accept-terms"));
    const atOnce = nominee.last!.status;
    const forced = await nominee.post(nominee.last!.path, { acceptTerms: "yes" });

    await run();

    expect([atOnce, forced.status]).toEqual([410, 410]);
    expect(await vacancies()).toMatchObject([
      { state: "open", place: "noorderkaai", reasons: '["nobodyDecides"]' },
    ]);
    expect(await toAgents()).toBe(1);
  });

  test("is not followed by whom that one had nominated", async () => {
    const nominee = new Visitor(portal.url);
    await nominee.signIn(pieter.email, "nl", pieter.name);
    const page = await nominee.go(await nominee.linkTo(pieter.email, "accept-terms"));
    const [seat] = await database(
      "select terms_version, ended_at is not null as over from seat where position > 2 and organization_id = 'noorderkaai'",
    );

    await run();

    expect([page.status, page.state]).toEqual([410, "withdrawn"]);
    expect(seat).toMatchObject({ terms_version: null, over: 1 });
    expect(await vacancies()).toMatchObject([{ state: "open" }]);
  });

  test("is followed by whoever an agent appoints, and the case leaves the queue", async () => {
    await database("insert into entitlement (contract_number, email) values ('226490314', ?)", pieter.email);
    await register(pieter.email, "noorderkaai", { contractNumber: "226490314", serialNumber: "FCW2552LQLG" });

    const [asked] = await database("select id from review where kind = 'registration' and state = 'open'");
    const agent = await signedIn(portal, agents[0], "en", "Robin Agent");
    await agent.post(`/en/reviews/${String(asked!["id"])}`, {
      decision: "appoint",
      organizationId: "noorderkaai",
    });

    await run();

    expect(await vacancies()).toMatchObject([{ state: "overtaken" }]);
  });

  test("again, leaves a case of its own", async () => {
    await database(
      "insert into person (id, email, name, created_at, updated_at) values ('left', 'left@noorderkaai.example', 'Lou Left', 1, 1)",
    );
    const administrator = new Visitor(portal.url);
    await administrator.signIn(pieter.email, "nl");
    await administrator.post("/nl/organizations/noorderkaai-genk/people", {
      action: "associate",
      email: "left@noorderkaai.example",
      role: "customer-user",
    });
    await disable(pieter.email);

    await run();

    const open = (await vacancies()).filter(({ state }) => state === "open");
    expect(open).toMatchObject([{ place: "noorderkaai" }]);
  });
});

describe("a nomination that nobody took up", () => {
  test("hinders no claim below, once whoever nominated has gone", async () => {
    const eleanor = "eleanor.hart@harrow-wren.example";
    const numbers = { contractNumber: "263946452", serialNumber: "FDO224591US" };
    const { visitor } = await claim(eleanor, "harrow-wren-uk", numbers);
    await visitor.post("/en/organizations/harrow-wren-uk/administrators", {
      action: "nominate",
      email: "never.comes@elsewhere.example",
      language: "en",
    });
    await visitor.post("/en/profile/data", { action: "erase", confirmed: "yes" });
    await database(
      "insert into entitlement (contract_number, email) values ('263946452', 'gwen@harrow-wren.example')",
    );

    const { answer } = await claim("gwen@harrow-wren.example", "harrow-wren-uk-leeds", numbers);
    await run();

    const seats = await database(
      "select organization_id as place, origin from seat where organization_id like 'harrow-wren%' and ended_at is null",
    );
    expect(answer.status).toBe(200);
    expect(seats).toEqual([{ place: "harrow-wren-uk-leeds", origin: "claim" }]);
  });
});

describe("terms in a new version", () => {
  const seat = () =>
    database("select terms_version as version from seat where person_id = 'demo-priya-nair'");

  test("ask whoever accepted an older one, once, in the own language", async () => {
    await database("update seat set terms_version = '0' where person_id = 'demo-priya-nair'");

    await run();

    const mails = await new Visitor(portal.url).mailTo(priya, "accept-terms");
    expect(mails).toMatchObject([{ language: "en" }]);
    expect(mails[0]!.text).toContain("version 0");
  });

  test("are accepted by that link, and nothing more is asked", async () => {
    const administrator = new Visitor(portal.url);
    await administrator.signIn(priya, "en");
    await administrator.go(await administrator.linkTo(priya, "accept-terms"));

    const answer = await administrator.submit({ acceptTerms: "yes" });
    await run();

    expect(answer.path).toBe("/en/organizations/castleford");
    expect(await seat()).toMatchObject([{ version: terms.version }]);
    expect(await administrator.mailTo(priya, "accept-terms")).toHaveLength(1);
  });

  test("ask again after another change, though a link was used before", async () => {
    await database("update seat set terms_version = '0' where person_id = 'demo-priya-nair'");

    await run();

    expect(await new Visitor(portal.url).mailTo(priya, "accept-terms")).toHaveLength(2);
  });
});

test("every invariant holds afterwards", async () => {
  const violations = await violationsIn({ url: portal.databaseUrl });

  expect(violations).toEqual([]);
});
