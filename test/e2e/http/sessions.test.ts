import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { agents, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());

const here = "/en/profile/sessions";
const hour = 3_600_000;
const day = 24 * hour;
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

async function signedIn(email: string, headers: Record<string, string> = {}) {
  const browser = new Visitor(portal.url, headers);
  await browser.signIn(email);
  return browser;
}

/** Whether a browser is signed in still. */
const isIn = async (browser: Visitor) => (await browser.request("GET", "/en/portal")).status === 200;
const idsOn = (browser: Visitor) =>
  browser.last!.find('input[name="session"]').map(({ attributes }) => attributes["value"]!);
const sessionOf = async (email: string) =>
  (
    await database(
      "select s.* from session s join person p on p.id = s.user_id where p.email = ? order by s.created_at desc",
      email,
    )
  )[0]!;
/** As if the session of somebody had begun, and been used last, so long ago. */
const aged = (email: string, started: number, used: number) =>
  database(
    `update session set created_at = ?, updated_at = ?
      where user_id = (select id from person where email = ?)`,
    Date.now() - started,
    Date.now() - used,
    email,
  );

test("of a person are shown with browser, country of the first use and times, and no others", async () => {
  const email = "eleanor.hart@harrow-wren.example";
  await signedIn(email, { "user-agent": firefox, "cf-ipcountry": "BE" });
  await signedIn("conor.byrne@harrow-wren.example", { "user-agent": "Opera OPR/1 Windows" });
  const own = await signedIn(email, { "user-agent": "<script>alert(1)</script>" });

  const page = await own.go(here);

  expect(page).toMatchObject({ status: 200, page: "sessions", state: "several" });
  expect(page.text).toContain("Firefox on Windows");
  expect(page.text).toContain("(Belgium)");
  expect(page.text).toContain("An unknown browser This browser");
  expect(page.body).not.toMatch(/alert\(1\)|Opera/u);
  expect(idsOn(own)).toHaveLength(1);
});

test("keep no address of a network, and no more than 300 characters of what a browser calls itself", async () => {
  const email = "karin.smit@weidegroen.example";
  await signedIn(email, { "cf-connecting-ip": "198.51.100.7", "user-agent": "x".repeat(5000) });

  const row = await sessionOf(email);

  expect(JSON.stringify(Object.values(row))).not.toContain("198.51");
  expect(row).toMatchObject({ user_agent: "x".repeat(300), country: null });
});

test("are ended one by one, or all others at once, at the server", async () => {
  const email = "anne.girard@trois-fontaines.example";
  const [one, two, three, own] = [
    await signedIn(email),
    await signedIn(email),
    await signedIn(email),
    await signedIn(email),
  ];
  await own.go(here);
  const [latest] = idsOn(own);

  const ended = await own.post(here, { action: "end", session: latest! });
  const afterOne = [await isIn(one), await isIn(two), await isIn(three), await isIn(own)];
  await own.go(here);
  const rest = await own.submit({ action: "end-others" });
  const afterAll = [await isIn(one), await isIn(two), await isIn(three), await isIn(own)];

  expect([ended.status, ended.path]).toEqual([303, here]);
  expect(afterOne.filter(Boolean)).toHaveLength(3);
  expect(afterOne[3]).toBe(true);
  expect(afterAll).toEqual([false, false, false, true]);
  expect(rest).toMatchObject({ page: "sessions", state: "one" });
});

test("of somebody else are not ended, and nobody learns that there are any", async () => {
  const victim = await signedIn("els.wouters@noorderkaai.example");
  const { id, token } = await sessionOf("els.wouters@noorderkaai.example");
  const thief = await signedIn("camille.renard@clairval.example");

  const answers = [];
  for (const session of [String(id), String(token), "made-up", "", "%"])
    answers.push((await thief.post(here, { action: "end", session })).status);
  await thief.post(here, { action: "end-others" });
  const odd = await thief.post(here, { action: "end-all" });
  const nobody = await new Visitor(portal.url).post(here, { action: "end-others" });

  expect(answers).toEqual(Array(5).fill(303));
  expect(await isIn(victim)).toBe(true);
  expect(await isIn(thief)).toBe(true);
  expect(odd.status).toBe(400);
  expect(nobody.path).toBe(`/en/sign-in?next=${encodeURIComponent(here)}`);
});

test("end at a new sign-in in the same browser, whoever signs in", async () => {
  const browser = await signedIn("bram.desmet@brouwerij-de-linde.example");
  const before = new Visitor(portal.url);
  before.cookies.set("session", browser.cookies.get("session")!);
  const email = "conor.byrne@harrow-wren.example";
  await browser.post("/en/sign-in", { email });
  const [mail] = await browser.mailTo(email, "sign-in-code");

  const answer = await browser.post("/en/sign-in/code", { email, code: mail!.code! });

  expect(answer.status).toBe(303);
  expect([await isIn(before), await isIn(browser)]).toEqual([false, true]);
});

test("go on while they are used, reading included, and end 90 days after they began all the same", async () => {
  const email = "priya.nair@castleford-rail.example";
  const browser = await signedIn(email);
  await aged(email, 70 * day, 2 * hour);

  const page = await browser.request("GET", here);
  await expect
    .poll(async () => Number((await sessionOf(email))["updated_at"]))
    .toBeGreaterThan(Date.now() - hour);
  const left = Number((await sessionOf(email))["expires_at"]) - Date.now();

  const cookie = page.headers.getSetCookie().find((one) => one.startsWith("session="))!;
  expect(Math.round(left / day)).toBe(20);
  expect(Math.round(Number(/Max-Age=(\d+)/iu.exec(cookie)![1]) / 86_400)).toBe(20);
});

test("of a person, beginnings, ends and wrong codes are on record and shown, and a stranger cannot fill it", async () => {
  const email = "luc.fontenoy@clairval.example";
  const own = await signedIn(email);
  await own.post("/en/sign-out");
  await own.signIn(email);
  const stranger = new Visitor(portal.url);
  await stranger.post("/en/sign-in", { email });
  const [mail] = await stranger.mailTo(email, "sign-in-code");
  const wrong = mail!.code === "111111" ? "222222" : "111111";
  for (let tries = 0; tries < 7; tries += 1) await stranger.post("/en/sign-in/code", { email, code: wrong });
  await stranger.post("/en/sign-in", { email: "nobody.at.all@clairval.example" });
  await stranger.post("/en/sign-in/code", { email: "nobody.at.all@clairval.example", code: wrong });

  const page = await own.go(here);
  const rows = await database(
    `select actor, action, refusal, count(*) as times from audit_event
      where subject_id = (select id from person where email = ?) and action in ('session.start', 'session.sign-out')
      group by 1, 2, 3 order by 2, 3`,
    email,
  );
  const ofNobody = await database("select count(*) as n from audit_event where actor = 'nobody'");

  const id = String(rows[0]!["actor"]);
  expect(rows).toMatchObject([
    { actor: id, action: "session.sign-out", refusal: null, times: 1 },
    { actor: id, action: "session.start", refusal: null, times: 2 },
    { actor: "nobody", action: "session.start", refusal: "invalid", times: 5 },
  ]);
  expect(page.text).toMatch(
    /Latest sign-ins (Wrong sign-in code [^S]+){5}Signed in .+Signed out .+Signed in/u,
  );
  expect(ofNobody[0]!["n"]).toBe(5);
});

test("of an agent end after 12 hours without use, of others after 30 days", async () => {
  const [agent] = agents;
  const browser = await signedIn(agent);
  const person = "robin.new@acme.example";
  await signedIn(person);

  const fresh = [await sessionOf(agent), await sessionOf(person)].map(
    (row) => (Number(row["expires_at"]) - Number(row["created_at"])) / hour,
  );
  await aged(agent, 5 * day, 2 * hour);
  await browser.post("/en/profile", { name: "Robin Agent", language: "en" });
  const left = (Number((await sessionOf(agent))["expires_at"]) - Date.now()) / hour;
  await database("update session set expires_at = ?", Date.now() - 1);

  expect(fresh.map(Math.round)).toEqual([12, 720]);
  expect(Math.round(left)).toBe(12);
  expect(await isIn(browser)).toBe(false);
});

test("that are not there leave nothing on record when they are ended, however often", async () => {
  const email = "nobody.else@harrow-wren.example";
  const own = await signedIn(email);
  const [{ id: foreign } = { id: "" }] = await database(
    "select id from session where user_id <> (select id from person where email = ?) limit 1",
    email,
  );
  const end = (fields: Record<string, string>) => own.post(here, { ...fields });

  const answers = [
    await end({ action: "end", session: "none" }),
    await end({ action: "end", session: String(foreign) }),
    await end({ action: "end-others" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(
    await database(
      "select action from audit_event where actor = (select id from person where email = ?) and action like 'session.end%'",
      email,
    ),
  ).toEqual([]);
});

test("of one person are fifty at most: a further one ends the one that was used longest ago", async () => {
  const email = "fiona.clarke@castleford-rail.example";
  const first = await signedIn(email);
  await aged(email, 2 * hour, 2 * hour);
  await database(
    `insert into session (id, token, user_id, expires_at, created_at, updated_at)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 49)
      select 'more-' || i, 'token-' || i, (select id from person where email = ?), ?, ?, ? from n`,
    email,
    Date.now() + day,
    ...[Date.now() - hour, Date.now() - hour],
  );

  const last = await signedIn(email);
  await last.go(here);
  const others = idsOn(last);

  expect(others).toHaveLength(49);
  expect([await isIn(first), await isIn(last)]).toEqual([false, true]);
});
