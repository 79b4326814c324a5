import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { tracesOf } from "#test/helpers/traces.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agents, sql, startDemo } from "./world.ts";

const en = translator("en");

const fr = translator("fr");
const nl = translator("nl");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());

const here = "/en/profile/data";

async function signedIn(email: string) {
  const browser = new Visitor(portal.url);
  await browser.signIn(email);
  return browser;
}

const idOf = async (email: string) =>
  String((await database("select id from person where email = ?", email))[0]?.["id"] ?? "");

/** As if the sessions of somebody had begun long ago. */
const aged = (email: string) =>
  database(
    "update session set created_at = created_at - ? where user_id = (select id from person where email = ?)",
    limits.session.fresh + 1000,
    email,
  );

const post = async (browser: Visitor, fields: Record<string, string>, path = here) => {
  await browser.go(path);
  return browser.post(path, { operationId: browser.last?.field("operationId") ?? "", ...fields });
};

test("are shown after a new code only, which leads straight back", async () => {
  const email = "eleanor.hart@harrow-wren.example";
  const browser = await signedIn(email);
  await aged(email);

  const locked = await browser.go(here);
  const refused = await post(browser, { action: "copy" });
  const asked = await post(browser, { action: "code" });
  const [mail] = await browser.mailTo(email, "sign-in-code");
  const entered = await browser.post(asked.path, { code: mail?.code ?? "" });

  expect(locked).toMatchObject({ page: "data", state: "locked" });
  expect(refused.status).toBe(403);
  expect(entered).toMatchObject({ status: 303, path: here });
  expect(await browser.go(here)).toMatchObject({ state: "open" });
  await vi.waitFor(
    () => expect(portal.mailbox.accepted().filter(({ to }) => to.includes(email))).toHaveLength(2),
    20_000,
  );
});

test("are copied as one file that holds everything and opens nothing", async () => {
  const email = "els.wouters@noorderkaai.example";
  const browser = await signedIn(email);

  const file = await post(browser, { action: "copy" });
  const copy = JSON.parse(file.body) as Record<string, { title: string; entries: Record<string, unknown>[] }>;

  expect(file.headers.get("content-disposition")).toBe('attachment; filename="my-data.json"');
  expect(copy["profile"]?.entries).toMatchObject([{ email, name: "Els Wouters", language: "nl" }]);
  expect(copy["seats"]?.entries[0]).toMatchObject({ organization: "Havenlogistiek Noorderkaai" });
  expect(copy["messages"]?.entries.length).toBeGreaterThan(0);
  expect(file.body).not.toMatch(/~(?:link|code|stop)~|token|nonce|"id": "session/u);
});

test("are copied whole, however many there are, with passkeys and suspensions", async () => {
  const email = "siobhan.kelly@harrow-wren.example";
  const browser = await signedIn(email);
  const most = 2 * limits.copy.perFilePart + 3;
  await database(
    `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, provider_id, due_at, created_at,
      changed_at)
      select 'old' || value, 'welcome', ?, 'en', 1, 'Number ' || value, 'h', 't', 'sent', 'p' || value, 0, value, value from generate_series(1, ?)`,
    email,
    most,
  );
  await database(
    `insert into suspension (id, person_id, reason, suspended_at, suspended_by, restored_at, restored_by, restored_because)
      values ('s', ?, 'Lost laptop', 5, 'x', 6, 'x', 'It was found')`,
    await idOf(email),
  );

  const file = await post(browser, { action: "copy" });
  const copy = JSON.parse(file.body) as Record<string, { entries: Record<string, unknown>[] }>;
  const subjects = copy["messages"]?.entries.map(({ subject }) => String(subject));

  expect(new Set(subjects?.filter((subject) => subject.startsWith("Number"))).size).toBe(most);
  expect(Number(file.headers.get("content-length"))).toBe(Buffer.byteLength(file.body));
  expect(copy["suspensions"]?.entries).toMatchObject([
    { reason: "Lost laptop", restoredBecause: "It was found" },
  ]);
  expect(copy["passkeys"]?.entries).toEqual([]);
});

test("are copied five times a day, and not by whoever is not signed in", async () => {
  const email = "conor.byrne@harrow-wren.example";
  const browser = await signedIn(email);

  const answers = [];
  for (let copy = 0; copy <= limits.copy.perDay; copy += 1)
    answers.push(await post(browser, { action: "copy" }));
  const stranger = await new Visitor(portal.url).post(here, { action: "copy" });

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(stranger).toMatchObject({ status: 303 });
});

/** Has own data erased, as the check page asks. */
async function eraseOwn(browser: Visitor, more: Record<string, string> = {}) {
  const check = await post(browser, { action: "erase" });
  const operationId = browser.last?.field("operationId") ?? "";
  return {
    check,
    erased: await browser.post(here, { operationId, action: "erase", confirmed: "yes", ...more }),
  };
}

test("are erased once that is confirmed: no word of the person stays, and the history says why there is no name", async () => {
  const email = "els.wouters@noorderkaai.example";
  const id = await idOf(email);
  const browser = await signedIn(email);
  const colleague = await signedIn("tom.maes@noorderkaai.example");

  const { check, erased } = await eraseOwn(browser);
  const [farewell] = await browser.mailTo(email, "data-erased");
  const [told] = await browser.mailTo("tom.maes@noorderkaai.example", "administrator-changed");
  await portal.cron();
  const histories = [];
  for (const language of ["en", "fr", "nl"])
    histories.push((await colleague.go(`/${language}/organizations/noorderkaai/history`)).text);
  const file = await colleague.request("GET", "/fr/organizations/noorderkaai/history.csv");

  expect(check).toMatchObject({ status: 200, state: "check" });
  expect(erased).toMatchObject({ status: 303, path: "/en/sign-in?erased=yes" });
  expect(farewell).toMatchObject({ language: "nl" });
  expect(told?.text).toContain(
    nl("emails.administrator-changed.erased", { organization: "…" }).split("…")[1],
  );
  expect(await browser.request("GET", "/en/portal")).toMatchObject({ status: 303 });
  expect(
    histories.map((text) => /Somebody whose data|Une personne dont les données|Iemand van wie/u.test(text)),
  ).toEqual([true, true, true]);
  expect(file.body).toContain(fr("history.erased"));
  expect(file.body + histories.join("")).not.toMatch(/erased\.invalid|Wouters/u);
  expect(await tracesOf(portal.databaseUrl, [email, "Els Wouters"])).toEqual([]);
  expect(await database("select count(*) as n from audit_event where actor = ?", id)).not.toMatchObject([
    { n: 0 },
  ]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("of an address that were erased are given anew, by somebody new", async () => {
  const email = "els.wouters@noorderkaai.example";
  await signedIn(email);

  const held = await database(
    "select count(*) as n from role where person_id = (select id from person where email = ?)",
    email,
  );

  expect(held).toMatchObject([{ n: 0 }]);
});

test("of a last administrator are erased too: the page says what becomes of the places, and an agent has to look", async () => {
  const email = "marc.thill@moselane.example";
  const browser = await signedIn(email);

  const { check, erased } = await eraseOwn(browser, { never: "yes" });
  await portal.cron();

  expect(check.text).toContain(en("data.check.organization", { name: "…" }).split("…")[1]);
  expect(erased.status).toBe(303);
  expect(await tracesOf(portal.databaseUrl, [email, "Marc Thill"])).toEqual([]);
  expect(
    await database("select state from review where kind = 'vacancy' and subject_id = 'moselane'"),
  ).toMatchObject([{ state: "open" }]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("are erased once, however often it is asked at once, and whatever others do with the address meanwhile", async () => {
  const email = "owen.hughes@castleford-rail.example";
  const id = await idOf(email);
  const browsers = [await signedIn(email), await signedIn(email), await signedIn(email)];
  const administrator = await signedIn("priya.nair@castleford-rail.example");
  const forms = await Promise.all(
    browsers.map(async (browser) => {
      await post(browser, { action: "erase" });
      return browser.last?.field("operationId") ?? "";
    }),
  );

  const [, , , associated] = await Promise.all([
    ...browsers.map((browser, at) =>
      browser.post(here, { operationId: forms[at]!, action: "erase", confirmed: "yes" }),
    ),
    administrator.post("/en/organizations/castleford/people", {
      action: "give",
      email,
      role: "customer-administrator",
    }),
  ]);
  await portal.cron();

  expect(associated!.status).toBeLessThan(500);
  expect(
    await database(
      "select count(*) as n from audit_event where action = 'person.erase' and subject_id = ?",
      id,
    ),
  ).toMatchObject([{ n: 1 }]);
  expect(
    await database("select count(*) as n from role where person_id = ? and ended_at is null", id),
  ).toMatchObject([{ n: 0 }]);
  expect(await tracesOf(portal.databaseUrl, ["Owen Hughes"])).toEqual([]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("are erased by an agent too, of whoever asked for it and of whoever was only named by others", async () => {
  const path = "/en/people/erase";
  const agent = await signedIn(agents[0]);
  const email = "never.came@harrow-wren.example";
  await database(
    "insert into invitation (id, inviter_id, email, language, created_at) values ('i', (select id from person limit 1), ?, 'fr', ?)",
    email,
    Date.now(),
  );

  const nobody = await (await signedIn("anne.girard@trois-fontaines.example")).go(path);
  const check = await post(agent, { action: "erase", email }, path);
  const done = await agent.post(path, {
    operationId: agent.last?.field("operationId") ?? "",
    action: "erase",
    email,
    confirmed: "yes",
    never: "yes",
  });
  const [farewell] = await agent.mailTo(email, "data-erased");
  await portal.cron();

  expect(nobody.status).toBe(404);
  expect(check).toMatchObject({ status: 200, state: "check" });
  expect(done).toMatchObject({ status: 303, path });
  expect(farewell?.text).toContain(en("emails.data-erased.never"));
  expect(await tracesOf(portal.databaseUrl, [email])).toEqual([]);
  expect(await database("select count(*) as n from unwanted")).toMatchObject([{ n: 2 }]);
});
