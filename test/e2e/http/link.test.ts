import { afterAll, beforeAll, expect, test } from "vitest";
import { formats } from "#src/i18n/formats.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { administrator, advance, choose, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const confirm = "confirm-address";
const scanners = [
  "Mozilla/5.0 (compatible; Microsoft Defender for Office 365 SafeLinks)",
  "Mimecast Email Security",
  "Barracuda Sentinel",
  "Proofpoint URL Defense/1.0",
  "Googlebot/2.1 (+http://www.google.com/bot.html)",
  "facebookexternalhit/1.1",
  "Slackbot-LinkExpanding 1.0",
  "curl/8.5.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) HeadlessChrome/120.0",
  "",
];
const businessRows = async () =>
  Promise.all(
    [
      "person",
      "session",
      "registration",
      "review",
      "seat",
      "role",
      "link",
      "outbox",
      "audit_event",
      "operation",
      "attempt",
      "verification",
    ].map(async (table) => [table, await database(`select * from "${table}" order by 1`)] as const),
  );
const settled = async () => {
  for (let round = 0; round < 50; round += 1) {
    const [open] = await database(
      "select count(*) as n from outbox where state in ('queued', 'sending', 'sent')",
    );
    if (open!["n"] === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

test("opened twenty times by scanners, by GET and HEAD, a link changes nothing and still acts", async () => {
  const email = "camille.renard@clairval.example";
  const visitor = await choose(portal.url, email);
  const link = await visitor.linkTo(email, confirm);
  await settled();
  const before = await businessRows();

  const answers = await Promise.all(
    scanners.flatMap((agent) =>
      ["GET", "HEAD"].map((method) =>
        new Visitor(portal.url, {
          "user-agent": agent,
          purpose: "prefetch",
          "sec-purpose": "prefetch",
        }).request(method, link),
      ),
    ),
  );
  const own = await visitor.request("HEAD", link);
  const after = await businessRows();
  await visitor.go(link);
  const acted = await visitor.submit();

  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect([own.status, own.body]).toEqual([200, ""]);
  expect(after).toEqual(before);
  expect(acted).toMatchObject({ page: "status", state: "administrator" });
});

test("the page of a link is kept nowhere, found nowhere, and tells its address to nobody else", async () => {
  const email = "bram.desmet@brouwerij-de-linde.example";
  const visitor = await choose(portal.url, email);
  const link = await visitor.linkTo(email, confirm);

  const pages = [await new Visitor(portal.url).go(link), await visitor.go(link)];

  for (const page of pages) {
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.find('meta[name="robots"]')[0]!.attributes["content"]).toContain("noindex");
    expect(page.find("link[hreflang]")).toEqual([]);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//u);
  }
});

test("what is stored cannot be used: neither token nor link is in the database", async () => {
  const email = "lotte.visser@vdmeulen-werf.example";
  const visitor = await choose(portal.url, email);
  const token = (await visitor.linkTo(email, confirm)).split("/").at(-1)!;

  const stored = JSON.stringify(await businessRows());

  expect(token).toHaveLength(44);
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(token.slice(1));
});

test("another person learns only that it is for somebody else", async () => {
  const email = "luc.fontenoy@clairval-france.example";
  const link = await (await choose(portal.url, email)).linkTo(email, confirm);
  const another = new Visitor(portal.url);
  await another.signIn("eleanor.hart@harrow-wren.example", "en");

  const opened = await another.go(link);
  const acted = await another.post(link);

  for (const answer of [opened, acted]) {
    expect(answer).toMatchObject({ status: 403, page: "link", state: "otherPerson" });
    expect(answer.text).toContain("l••••@clairval-france.example");
    expect(answer.body).not.toContain(email);
    expect(answer.body).not.toContain("Clairval France");
    expect(answer.find('main form[action$="/sign-out"]')).toHaveLength(1);
  }
  expect(await database("select acted_at from link where email = ?", email)).toEqual([{ acted_at: null }]);
});

test.each(["c", "t", "x"])(
  "an unknown link with letter %s is not found, with the way on, with and without a session",
  async (letter) => {
    const link = `/nl/link/${letter}${"A".repeat(43)}`;
    const visitor = new Visitor(portal.url);
    const shut = [await visitor.go(link), await visitor.post(`${link}/code`)];
    await visitor.signIn("eleanor.hart@harrow-wren.example", "nl");

    const answers = [...shut, await visitor.go(link), await visitor.post(link)];

    expect(answers.map(({ status, page }) => [status, page])).toEqual(Array(4).fill([404, "problem"]));
    for (const answer of answers) expect(answer.find("main a").length).toBeGreaterThan(0);
  },
);

test("acting without a session leads to sign-in and back, and has changed nothing", async () => {
  const email = "sanne.dejong@brouwerij-de-linde.example";
  const link = await (await choose(portal.url, email)).linkTo(email, confirm);
  const stranger = new Visitor(portal.url);

  const answer = await stranger.post(link, {});

  expect([answer.status, answer.path]).toEqual([303, `/nl/sign-in?next=${encodeURIComponent(link)}`]);
  await stranger.go(answer.path);
  await advance(portal, "PT31S");
  await stranger.submit({ email });
  const back = await stranger.submit({ code: (await stranger.mailTo(email, "sign-in-code"))[0]!.code! });
  expect(back).toMatchObject({ path: link, state: "confirmAddress" });
});

test("a link says afterwards what was done and when", async () => {
  const email = "amir.khan@nordlys-seafood.example";
  const visitor = await administrator(portal.url, email);
  const used = await visitor.go(await visitor.linkTo(email, confirm));
  const [link] = await database(
    "select acted_at from link where email = ? and purpose = 'confirmAddress'",
    email,
  );

  expect(used).toMatchObject({ status: 410, page: "link", state: "used" });
  expect(used.text).toContain("Nordlys Bergen");
  expect(used.text).toContain(formats("en", "Europe/Brussels").dateTime(Number(link!["acted_at"])));
  expect(used.find("main a").map(({ attributes }) => attributes["href"])).toContain("/en/portal");
});

test("each link does what it is for, whatever is sent along", async () => {
  const email = "mehdi.lambert@morvanelle.example";
  const visitor = await choose(portal.url, email);
  const link = await visitor.linkTo(email, confirm);

  const answer = await visitor.post(link, { acceptTerms: "yes", token: "x", organizationId: "clairval" });

  expect([answer.status, answer.path]).toEqual([303, "/fr/onboarding/status"]);
  expect(
    await database(
      "select organization_id, terms_version from seat s join person p on p.id = s.person_id where p.email = ?",
      email,
    ),
  ).toEqual([{ organization_id: "morvanelle-nantes", terms_version: null }]);
});

test("whoever loses the race is told who won, and led on to that person", async () => {
  const email = "nadia.benali@morvanelle.example";
  await database(
    "insert into entitlement (contract_number, email) values ('239405802', 'rival@morvanelle.example')",
  );
  await database(
    "insert into person (id, email, name, language, created_at, updated_at) values ('rival', 'rival@morvanelle.example', 'Rita Rival', 'fr', 1, 1)",
  );
  const visitor = await choose(portal.url, email);
  const link = await visitor.linkTo(email, confirm);
  const rival = new Visitor(portal.url);
  await rival.signIn("rival@morvanelle.example", "fr");
  await rival.go("/fr/onboarding/verify");
  await rival.submit({ contractNumber: "239405802", serialNumber: "FOC1924APLA" });
  await rival.submit({ organizationId: "morvanelle" });
  await rival.go(await rival.linkTo("rival@morvanelle.example", confirm));
  await rival.submit();

  const opened = await visitor.go(link);
  const acted = await visitor.post(link);
  const on = await visitor.go("/fr/onboarding/confirm");

  expect(opened).toMatchObject({ status: 410, state: "raceLost" });
  expect(acted.status).toBe(409);
  for (const answer of [opened, acted]) {
    expect(answer.text).toContain("Rita Rival");
    expect(answer.text).toContain("Transports Morvanelle");
    expect(answer.find('main a[href="/fr/onboarding/confirm"]')).toHaveLength(1);
    expect(answer.body).not.toContain("rival@morvanelle.example");
  }
  expect(on).toMatchObject({ status: 200, page: "confirm" });
});

test("after a day a link has expired: it says so, and a new one is one button away", async () => {
  const email = "conor.byrne@harrow-wren.example";
  const visitor = await choose(portal.url, email);
  const link = await visitor.linkTo(email, confirm);
  await advance(portal, "PT25H");

  const opened = await visitor.go(link);
  const acted = await visitor.post(link);
  const tasks = await visitor.go("/en/tasks");
  await visitor.go("/en/onboarding/check-email");
  const again = await visitor.submit();
  await visitor.go(await visitor.linkTo(email, confirm));
  const done = await visitor.submit();

  expect(opened).toMatchObject({ status: 410, page: "link", state: "expired" });
  expect(opened.find("main a").map(({ attributes }) => attributes["href"])).toContain(
    "/en/onboarding/check-email",
  );
  expect(acted).toMatchObject({ status: 410, page: "link", state: "expired" });
  expect(tasks.state).toBe("empty");
  expect(again).toMatchObject({ page: "check-email", state: "sentAgain" });
  expect(done).toMatchObject({ page: "status", state: "administrator" });
});

test("e-mails speak the language of the profile, not that of the page", async () => {
  const email = "ingrid.solberg@nordlys-seafood.example";
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "fr");
  const { contractNumber, serialNumber } = { contractNumber: "238328256", serialNumber: "FOC2114FB98" };
  await visitor.go("/nl/onboarding/verify");
  await visitor.submit({ contractNumber, serialNumber });
  await visitor.submit({ organizationId: "nordlys-tromso" });

  const link = await visitor.linkTo(email, confirm);
  await visitor.go(link.replace("/en/", "/nl/"));
  const done = await visitor.submit();

  expect(link).toMatch(/^\/en\//u);
  expect(done.path).toBe("/nl/onboarding/status");
  expect((await visitor.mailTo(email)).map(({ language }) => language)).toEqual(Array(5).fill("en"));
});
