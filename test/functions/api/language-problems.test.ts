import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { advance, choose, sql, startDemo, tryOf, verify } from "#test/e2e/http/world.ts";
import { pressLanguage, typedIn } from "#test/helpers/forms.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { languagesAround } from "./languages-around.ts";

let proxy: Proxy;
let portal: TestPortal;
let database: ReturnType<typeof sql>;
let around: ReturnType<typeof languagesAround>;
beforeAll(async () => {
  portal = await startDemo({ databaseThrough: async (url) => (proxy = await startProxy(url)).url });
  database = sql(portal);
  around = languagesAround(portal);
});
afterEach(() => proxy.mishap(null));
afterAll(async () => {
  await portal.stop();
  await proxy.stop();
});

const odd = ` É"ß' & <b>x</b> 漢字 😀 %2B+;=&amp; `;
const long = `\n\n  ${"漢字 😀 ".repeat(300)}\n`;

const somebody = async (email: string, path: string, language: string = tryOf(email).language) => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language, tryOf(email)?.name);
  await visitor.go(`/${language}/${path}`);
  return visitor;
};

describe("where something went wrong", () => {
  const email = "bram.desmet@brouwerij-de-linde.example";
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await somebody(email, "portal");
  });

  test.each(["nothing-here", "requests/unknown", "link/unknown"])("404, signed in: %s", async (path) => {
    await visitor.go(`/nl/${path}?a=1%202`);

    const { is, expected } = await around(visitor, {}, email);

    expect(is).toEqual(expected);
    expect(visitor.last!.status).toBe(404);
  });

  test("404, not signed in", async () => {
    const stranger = new Visitor(portal.url);
    await stranger.go("/nl/nothing-here");

    const { is, expected } = await around(stranger);

    expect(is).toEqual(expected);
  });

  test("403, 405 and 400: the page that it was about", async () => {
    const page = { language: "fr", page: "profile" };
    const from = { origin: "https://elsewhere.example" };
    const seen = [];
    for (const wrong of [
      () => visitor.post("/nl/profile", { name: "x" }, from),
      () => visitor.request("DELETE", "/nl/profile"),
      () => visitor.request("POST", "/nl/profile", "name=a&name=b"),
    ]) {
      await wrong();
      const answer = await pressLanguage(visitor, "fr");
      seen.push({ language: answer.find("html")[0]!.attributes["lang"], page: answer.page });
    }

    expect(seen).toEqual([page, page, page]);
  });

  test("429: the numbers stay, and so does the wait", async () => {
    const numbers = { contractNumber: "12 34", serialNumber: "FOC-1" };
    await visitor.go("/nl/onboarding/verify");
    for (let tries = 0; tries < 16; tries += 1) await visitor.submit(numbers);

    const throttled = visitor.last!;
    const { is, expected } = await around(visitor, { serialNumber: odd }, email);

    expect([throttled.status, is]).toEqual([429, expected]);
  });

  test("409: whoever lost the race is still told who won", async () => {
    const one = tryOf("camille.renard@clairval.example");
    const loser = "second.person@clairval.example";
    await database(
      "insert into entitlement (contract_number, email) values (?, ?)",
      one.contractNumber,
      loser,
    );
    const [first, second] = [await choose(portal.url, one.email), new Visitor(portal.url)];
    await second.signIn(loser, "fr", "Deux Personnes");
    await verify(second, "fr", one);
    await second.submit({ organizationId: one.organizationId! });
    await first.go(await first.linkTo(one.email, "confirm-address"));
    await second.go(await second.linkTo(loser, "confirm-address"));
    await first.submit();
    await second.submit();

    const answer = await pressLanguage(second, "nl");

    expect(answer).toMatchObject({ page: "link", state: "raceLost", path: second.last!.path });
    expect(answer.text).toContain(one.name);
    expect(await database("select language from person where email = ?", loser)).toEqual([
      { language: "nl" },
    ]);
  });
});

test("the e-mails of somebody signed in follow every change", async () => {
  const email = "luc.fontenoy@clairval-france.example";
  const visitor = await somebody(email, "onboarding/verify");
  await verify(visitor, "fr", tryOf(email));
  await pressLanguage(visitor, "nl");
  await visitor.submit({ organizationId: "clairval-fr" });
  await advance(portal, "PT61S");
  await pressLanguage(visitor, "en");
  await visitor.submit();

  const mails = await visitor.mailTo(email, "confirm-address");

  expect(mails.map(({ language }) => language)).toEqual(["en", "nl"]);
});

describe("while the database is away", () => {
  const short = { contractNumber: odd, serialNumber: "FOC-1" };
  const tooLong = { contractNumber: long.trim(), serialNumber: odd };

  test("places and what was sent wait until it is back, unsent", async () => {
    const [reader, one, other, stranger] = await Promise.all([
      somebody("ingrid.solberg@nordlys-seafood.example", "portal"),
      somebody("sanne.dejong@brouwerij-de-linde.example", "onboarding/verify"),
      somebody("jeroen.dekker@vdmeulen-werf.example", "onboarding/verify"),
      new Visitor(portal.url),
    ]);
    await stranger.go(await stranger.linkTo("luc.fontenoy@clairval-france.example", "confirm-address"));
    const before = await database("select count(*) as n from outbox");
    proxy.mishap(() => "before");

    await Promise.all([
      reader.go("/en/profile"),
      one.submit(short),
      other.submit(tooLong),
      stranger.submit(),
    ]);
    const all = [reader, one, other, stranger];
    const away = await Promise.all(all.map((visitor) => pressLanguage(visitor, "fr")));
    proxy.mishap(null);
    const back = await Promise.all(all.map((visitor) => pressLanguage(visitor, "nl")));

    expect(away.map(({ status, page }) => [status, page])).toEqual(away.map(() => [503, "problem"]));
    expect(back.map(({ status, page }) => [status, page])).toEqual([
      [200, "profile"],
      [200, "verify"],
      [200, "verify"],
      [200, "link"],
    ]);
    expect(back.slice(1, 3).map(typedIn)).toEqual([short, tooLong]);
    expect(await database("select count(*) as n from outbox")).toEqual(before);
  }, 20_000);
});
