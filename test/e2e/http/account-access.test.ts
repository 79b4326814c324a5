import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { administratorsOf, askFor, places, type Tongue } from "./accounts-world.ts";
import { advance, signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const ask = "/en/accounts/request-access";
const known = places.en.domain;

test.each(Object.keys(places) as Tongue[])(
  "in %s: asks by an identifier in another case, every administrator is written to in the own language",
  async (tongue) => {
    const { asker, domain, name } = places[tongue];
    const visitor = await signedIn(portal, asker, tongue);

    await visitor.go(`/${tongue}/accounts/request-access`);
    const found = await visitor.submit({ domainIdentifier: ` ${domain.toUpperCase()}. ` });
    const sent = await visitor.submit({ reason: "Ten letters at least" });
    const list = await visitor.go(`/${tongue}/accounts?tab=requests`);
    const mails = await Promise.all(
      administratorsOf(tongue).map((email) => visitor.mailTo(email, "request-to-decide")),
    );

    expect([found.status, found.page, found.state]).toEqual([200, "request-access", "reason"]);
    expect(found.text).toContain(name);
    expect([sent.page, sent.state]).toEqual(["request", "pending"]);
    expect(sent.path).toMatch(/\/requests\/[\w-]+$/u);
    expect([list.state, list.text.includes(name)]).toEqual(["requests-some", true]);
    expect(mails.map((some) => some.map(({ language }) => language))).toEqual(mails.map(() => [tongue]));
    expect(mails.every(([mail]) => mail!.text.includes("Ten letters at least"))).toBe(true);
  },
);

test("asking again while nobody has decided leads to the request that waits, and writes to nobody", async () => {
  const visitor = await signedIn(portal, "twice@castleford-rail.example", "en");
  const first = await askFor(visitor, "en");
  const letters = async () => (await visitor.mailTo(administratorsOf("en")[0]!)).map(({ id }) => id);
  const before = await letters();

  await visitor.go(ask);
  const found = await visitor.submit({ domainIdentifier: known });
  const again = await visitor.post(ask, { domainIdentifier: known, reason: "Asking once more, politely" });

  expect([found.page, found.state]).toEqual(["request-access", "open"]);
  expect([again.status, again.path]).toEqual([303, first.path]);
  expect(await letters()).toEqual(before);
});

test("somebody with a role is told so, and asks nobody", async () => {
  const visitor = await signedIn(portal, "ben.osei@castleford-rail.example", "en");

  const access = await visitor.go("/en/accounts");
  await visitor.go(ask);
  const found = await visitor.submit({ domainIdentifier: known });
  const sent = await visitor.post(ask, { domainIdentifier: known, reason: "I would like to have more" });

  expect(access.state).toBe("accounts-some");
  expect(access.text).toMatch(/castleford-rail\.example .* Signaling Virtual account user/u);
  expect([found.state, sent.status]).toEqual(["held", 303]);
  expect(await visitor.mailTo("ben.osei@castleford-rail.example", "request-to-decide")).toEqual([]);
});

test.each([
  ["", "identifierRequired"],
  ["two words", "identifierMalformed"],
  ["nobody.example", "identifierUnknown"],
  ["co.uk", "identifierUnknown"],
])("the identifier “%s” is refused at its field: %s, and what was typed is kept", async (typed, error) => {
  const visitor = await signedIn(portal, "wrong@castleford-rail.example", "en");
  await visitor.go(ask);

  const answer = await visitor.submit({ domainIdentifier: typed });

  expect([answer.status, answer.errors]).toEqual([
    422,
    { domainIdentifier: `access.request.errors.${error}` },
  ]);
  expect(answer.field("domainIdentifier")).toBe(typed);
  expect(answer.text).not.toMatch(/Noorderkaai|Moselane|Castleford/u);
});

test.each(["underApproval", "provisional", "declined", "expired", "withdrawn"])(
  "an account that is %s is as unknown as one that never was",
  async (state) => {
    const domain = `${state.toLowerCase()}.example`;
    await database(
      `insert into smart_account (id, kind, state, requester_id, answers, domain_identifier, name, created_at, changed_at)
       values (?, 'own', ?, (select id from person limit 1), '{}', ?, 'Hidden name', 0, 0)`,
      domain,
      state,
      domain,
    );
    const visitor = await signedIn(portal, `asks@${domain}`, "en");
    await visitor.go(ask);

    const [refused, page, managed] = [
      await visitor.submit({ domainIdentifier: domain }),
      await visitor.go(`${ask}?account=${domain}`),
      await visitor.go(`/en/accounts/${domain}`),
    ];
    await database("delete from smart_account where id = ?", domain);

    expect(refused.errors).toEqual({ domainIdentifier: "access.request.errors.identifierUnknown" });
    expect([page.state, page.text.includes("Hidden name"), managed.status]).toEqual([
      "identifier",
      false,
      404,
    ]);
  },
);

test("an address with an identifier in it shows nothing that was not entered by that person", async () => {
  const [one, other] = [
    await signedIn(portal, "one@castleford-rail.example", "en"),
    await signedIn(portal, "other@castleford-rail.example", "en"),
  ];
  await one.go(ask);
  const { path } = await one.submit({ domainIdentifier: known });

  const [mine, theirs, bare] = [
    await one.go(path),
    await other.go(path),
    await other.go(`${ask}?account=${known}`),
  ];

  expect([mine, theirs, bare].map(({ state }) => state)).toEqual(["reason", "identifier", "identifier"]);
  expect(theirs.text + bare.text).not.toContain(places.en.name);
  expect(bare.field("domainIdentifier")).toBe(known);
});

test.each([
  ["nothing", "", "reasonRequired"],
  ["nine characters", "123456789", "reasonTooShort"],
  ["nine characters and spaces", "  123456789  ", "reasonTooShort"],
  ["1,001 characters", "x".repeat(1001), "reasonTooLong"],
])("a reason of %s is refused at its field, kept, and asks nobody", async (_, typed, error) => {
  const visitor = await signedIn(portal, "reasons@castleford-rail.example", "en");
  const before = await database("select count(*) as n from access_request");

  const answer = await askFor(visitor, "en", typed);
  const direct = await visitor.post(ask, { domainIdentifier: known, reason: typed });

  const errors = { reason: `access.request.errors.${error}` };
  expect([answer.status, answer.state, answer.errors]).toEqual([422, "reason", errors]);
  expect(answer.body).toContain(`${typed}</textarea>`);
  expect([direct.status, direct.errors]).toEqual([422, errors]);
  expect(await database("select count(*) as n from access_request")).toEqual(before);
});

test.each([
  ["ten", "1234567890"],
  ["1,000, some of them outside of the basic plane", "👋".repeat(1000)],
])("a reason of %s characters is accepted", async (name, typed) => {
  const visitor = await signedIn(portal, `reason-${typed.length}@castleford-rail.example`, "en");

  const answer = await askFor(visitor, "en", typed);

  expect([answer.page, answer.state, name]).toEqual(["request", "pending", name]);
});

test("a personal address may look at the page and ask for nothing", async () => {
  const visitor = await signedIn(portal, "robin.tester@gmail.com", "en");

  const page = await visitor.go(ask);
  const answer = await visitor.post(ask, { domainIdentifier: known, reason: "I am a person like any other" });

  expect([page.status, page.state, page.find("main form")]).toEqual([200, "personalEmail", []]);
  expect([answer.status, answer.errors]).toEqual([422, { form: "access.request.errors.personalEmail" }]);
});

test("guessing identifiers is stopped after a while, says how long, and entering a right one does not help", async () => {
  const visitor = await signedIn(portal, "guesser@castleford-rail.example", "en");
  const guess = (number: number) => visitor.post(ask, { domainIdentifier: `guess-${number}.example` });
  const most = limits.accountGuess.perPersonHour;
  const statuses: number[] = [];
  for (let number = 0; number < most; number += 1) statuses.push((await guess(number)).status);

  const stopped = await guess(most);
  const right = await visitor.post(ask, { domainIdentifier: known });
  await advance(portal, "PT1H");
  const later = await visitor.post(ask, { domainIdentifier: known });

  expect(new Set(statuses)).toEqual(new Set([422]));
  expect([stopped, right].map(({ status, errors }) => [status, errors])).toEqual(
    Array(2).fill([429, { domainIdentifier: "access.request.errors.tooManyTries" }]),
  );
  expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(3000);
  expect(right.text).not.toContain(places.en.name);
  expect(later.status).toBe(303);
});

test("the profile is shown to be checked, and changing it leads back", async () => {
  const visitor = await signedIn(portal, "profile@castleford-rail.example", "en", "Robin Roe");
  const page = await visitor.go(ask);

  await visitor.go(String(page.find(".govuk-summary-list a")[0]!.attributes["href"]));
  const back = await visitor.submit({ name: "Robin Roe", company: "Castleford", phone: "+44 20 7946 0000" });

  expect(page.text).toMatch(/Company Not given .* Robin Roe .* profile@castleford-rail\.example/u);
  expect([back.page, back.text.includes("+44 20 7946 0000")]).toEqual(["request-access", true]);
});

test("what was typed outlives a change of language", async () => {
  const visitor = await signedIn(portal, "languages@castleford-rail.example", "en");
  await visitor.go(ask);
  await visitor.submit({ domainIdentifier: known });

  const answer = await visitor.submit({ reason: "Une raison valable", switchLanguage: "fr" });

  expect([answer.path.slice(0, 3), answer.state]).toEqual(["/fr", "reason"]);
  expect(answer.body).toContain("Une raison valable</textarea>");
});

test("a withdrawn request is over for everybody who was asked, and one may ask again", async () => {
  const visitor = await signedIn(portal, "withdraws@noorderkaai.example", "nl");
  const request = await askFor(visitor, "nl");
  const links = await Promise.all(
    administratorsOf("nl").map((email) => visitor.linkTo(email, "request-to-decide")),
  );

  const withdrawn = await visitor.submit({ action: "withdraw", confirmed: "yes" });
  const els = await signedIn(portal, administratorsOf("nl")[0]!, "nl");
  const over = await els.go(links[0]!);
  const soon = await visitor.post("/nl/accounts/request-access", {
    domainIdentifier: places.nl.domain,
    reason: "Nog een keer, meteen",
  });
  await advance(portal, "P1D");
  const again = await askFor(visitor, "nl");

  expect([withdrawn.path, withdrawn.state]).toEqual([request.path, "withdrawn"]);
  expect([over.status, over.state]).toEqual([410, "settled"]);
  expect([soon.status, soon.errors]).toEqual([429, { form: "requests.againLater" }]);
  expect([again.state, again.path === request.path]).toEqual(["pending", false]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
