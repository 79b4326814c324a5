import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { advance, sql, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sizes, within } from "#test/proof/sizes.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());

const { harassments, harassers } = sizes;
const hours = 3;
const from = (network: string) => new Visitor(portal.url, { "cf-connecting-ip": network });
const networks = Array.from({ length: harassers }, (_, at) => `198.51.100.${at + 1}`);
const wrong = (number: number) => String(100_000 + number);

/** An hour in which strangers, each time in another browser, ask for codes of an address and enter wrong ones. */
async function harass(email: string, networks: readonly string[]) {
  for (let number = 0; number < harassments; number += 1) {
    const stranger = from(networks[number % networks.length]!);
    const { status } = await stranger.post("/en/sign-in", { email });
    for (let guess = 0; guess < (status === 303 ? 6 : 1); guess += 1)
      await stranger.post("/en/sign-in/code", { email, code: wrong(guess) });
  }
}

/** Asks and signs in; where strangers have used up the codes, by the link that was mailed. Says how. */
async function comesIn(browser: Visitor, email: string) {
  await browser.post("/en/sign-out");
  await browser.go("/en/sign-in");
  const asked = await browser.submit({ email });
  if (asked.status === 429) {
    const [told] = await browser.mailTo(email, "sign-in-codes-used-up");
    const { pathname, search } = new URL(told!.links[0]!);
    await browser.go(pathname + search);
    await browser.submit({ email });
  }
  const [mail] = await browser.mailTo(email, "sign-in-code");
  const answer = await browser.submit({ code: mail!.code! });
  return answer.page === "portal" ? (asked.status === 429 ? "by the link" : "at once") : answer.text;
}

test.each([
  ["from one network", "eleanor.hart@harrow-wren.example", networks.slice(0, 1), ["at once"]],
  ["from many networks", "anne.girard@trois-fontaines.example", networks, ["by the link"]],
])(
  "for three hours strangers ask for codes and guess them, %s: their person signs in at every try, in a known browser and in new ones",
  async (_, email, strangers, waysOfNew) => {
    const known = from("203.0.113.7");
    await known.signIn(email);
    const ways = { known: new Set<string>(), fresh: new Set<string>() };
    const sent = [];

    for (let hour = 0; hour < hours; hour += 1) {
      await harass(email, strangers);
      for (let time = 0; time < 3; time += 1) {
        ways.known.add(await comesIn(known, email));
        ways.fresh.add(await comesIn(from(`203.0.113.${10 + time}`), email));
      }
      await advance(portal, "PT1H");
      sent.push((await known.mailTo(email, "sign-in-codes-used-up")).length);
    }

    expect([...ways.known]).toEqual(["at once"]);
    expect([...ways.fresh].sort()).toEqual(waysOfNew);
    expect(Math.max(...sent)).toBeLessThanOrEqual(limits.signInCode.told.perDay);
  },
  within(90_000),
);

test(
  "over thirty days strangers get no more codes than are said, however many networks they have",
  async () => {
    const email = "karin.smit@weidegroen.example";
    const { perMonth, tries, length } = limits.signInCode;

    for (let day = 0; day < 29; day += 1) {
      for (let number = 0; number < (day < 4 ? 11 : 1); number += 1)
        await from(`198.51.100.${number}`).post("/en/sign-in", { email });
      await advance(portal, "PT24H");
    }
    const codes = await database(
      "select count(*) as n from outbox where recipient = ? and template = 'sign-in-code'",
      email,
    );

    expect(codes).toEqual([{ n: perMonth }]);
    expect((perMonth * tries) / 10 ** length).toBeLessThanOrEqual(1 / 5000);
  },
  within(60_000),
);

test("whoever has read a mailbox for an hour makes it known to many browsers: all of them together get as many codes as strangers, and its person signs in all the same", async () => {
  const email = "anne.lefebvre@harrow-wren.example";
  const { perHour } = limits.signInCode;
  const own = from("203.0.113.7");
  await own.signIn(email);
  const stolen = Array.from({ length: 5 }, (_, number) => from(`198.51.100.${number}`));
  for (const browser of stolen) await comesIn(browser, email);
  const before = (await own.mailTo(email, "sign-in-code")).length;

  const answers = [];
  for (let round = 0; round < 6; round += 1)
    for (const browser of stolen) {
      browser.cookies.delete("address");
      answers.push((await browser.post("/en/sign-in", { email })).status);
    }
  const sent = (await own.mailTo(email, "sign-in-code")).length - before;
  const ways = [await comesIn(own, email), await comesIn(from("203.0.113.10"), email)];

  expect(new Set(answers)).toEqual(new Set([303, 429]));
  expect(sent).toBe(2 * perHour);
  expect(ways).toEqual(["by the link", "by the link"]);
});

test("strangers in one's own network who ask for codes of one's address keep nobody out of a new browser", async () => {
  const email = "ingrid.solberg@nordlys-seafood.example";
  const network = "192.0.2.44";
  for (let number = 0; number < limits.signInCode.share.perHour; number += 1)
    await from(network).post("/en/sign-in", { email });

  expect(await comesIn(from(network), email)).toBe("by the link");
});

test("strangers who spell the address in another way keep nobody out of a new browser", async () => {
  const email = "julie.weber@moselane.example";
  const spelled = email.replace("@", "+strangers@");
  for (let number = 0; number < 11; number += 1)
    await from(`198.51.100.${number}`).post("/en/sign-in", { email: spelled });

  const browser = from("203.0.113.20");
  await browser.go("/en/sign-in");
  const refused = await browser.submit({ email });
  const ends = [];
  for (const address of [spelled, email]) {
    const [told] = await browser.mailTo(address, "sign-in-codes-used-up");
    const { pathname, search } = new URL(told!.links[0]!);
    const fresh = from("203.0.113.21");
    await fresh.go(pathname + search);
    ends.push((await fresh.submit({ email })).page);
  }

  expect([refused.status, ...ends]).toEqual([429, "sign-in-code", "sign-in-code"]);
});

test("a code that was entered in a known browser counts as none, for strangers either", async () => {
  const email = "conor.byrne@harrow-wren.example";
  const browser = await signedIn(email);
  const counted = () =>
    database(
      "select kind, count(*) as n from attempt where subject like ? and kind like 'code%' and kind <> 'code-entry' group by kind",
      `${email}%`,
    );
  const before = await counted();

  await comesIn(browser, email);
  await comesIn(from("203.0.113.12"), email);

  expect(await counted()).toEqual(before);
});

test("one network enters no more wrong codes in a day than are said, whatever the addresses; a known browser in it goes on", async () => {
  const network = "192.0.2.77";
  const known = from(network);
  await known.signIn("conor.byrne@harrow-wren.example");
  const { hour } = limits.signInCode.wrongPerNetwork;
  const ends = [];

  for (let number = 0; ends.length <= hour; number += 1) {
    const email = `sprayed.${number}@acme.example`;
    const stranger = from(network);
    await stranger.post("/en/sign-in", { email });
    for (let guess = 0; guess < 5; guess += 1)
      ends.push((await stranger.post("/en/sign-in/code", { email, code: wrong(guess) })).status);
  }
  const person = await comesIn(known, "conor.byrne@harrow-wren.example");

  expect(ends.slice(0, hour)).toEqual(Array(hour).fill(422));
  expect(ends.slice(hour)).toEqual(Array(ends.length - hour).fill(429));
  expect(person).toBe("at once");
});

test("a way in that was mailed to somebody else, has been changed or is made up is of no use", async () => {
  const email = "els.wouters@noorderkaai.example";
  const other = "bram.desmet@brouwerij-de-linde.example";
  for (let number = 0; number < 11; number += 1)
    for (const address of [email, other])
      await from(`198.51.100.${number}`).post("/en/sign-in", { email: address });
  const [told] = await from("203.0.113.7").mailTo(other, "sign-in-codes-used-up");
  const key = new URL(told!.links[0]!).searchParams.get("key")!;
  const device = (await signedIn(other)).cookies.get("device")!;

  const ask = async (query: string, cookie?: string) => {
    const stranger = from("203.0.113.99");
    if (cookie) stranger.cookies.set("device", cookie);
    return (await stranger.post(`/en/sign-in${query}`, { email })).status;
  };
  const answers = [
    await ask(`?key=${key}`),
    await ask(`?key=${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`),
    await ask("?key=made-up"),
    await ask("?link=made-up"),
    await ask("", device),
    await ask("", "made-up"),
  ];

  expect(answers).toEqual(Array(6).fill(429));
});

async function signedIn(email: string) {
  const browser = from("203.0.113.7");
  await comesIn(browser, email);
  return browser;
}

/** Asks for codes, each for another address and in another browser of these networks: how many are sent. */
async function codesSent(addresses: readonly string[], networks: readonly string[]) {
  let sent = 0;
  for (const [at, email] of addresses.entries()) {
    const { status } = await from(networks[at % networks.length]!).post("/en/sign-in", { email });
    sent += Number(status === 303);
  }
  return sent;
}

test(
  "nobody has codes sent to many addresses without end, and the next network is not held up",
  async () => {
    const { hour, day } = limits.signInCode.perNetwork;
    const sent = [];
    for (let round = 0; round < 4; round += 1) {
      const addresses = Array.from({ length: hour + 2 }, (_, at) => `x@nobody-${round}-${at}.example`);
      sent.push(await codesSent(addresses, ["198.51.100.200"]));
      await advance(portal, "PT61M");
    }
    const other = await codesSent(["x@nobody.example"], ["198.51.100.201"]);

    expect(sent).toEqual([hour, hour, day - 2 * hour, 0]);
    expect(other).toBe(1);
  },
  within(60_000),
);

test("nor to many addresses of one company, also from a site with many networks; its people elsewhere are not held up", async () => {
  const { hour } = limits.signInCode.atCompany;
  const networks = Array.from({ length: 5 }, (_, at) => `2001:db8:9:${at}::1`);
  const addresses = Array.from({ length: hour + 5 }, (_, at) => `x${at}@all-in-one.example`);

  const sent = await codesSent(addresses, networks);
  const elsewhere = await codesSent(["x0@all-in-one.example"], ["198.51.100.202"]);

  expect(sent).toBe(hour);
  expect(elsewhere).toBe(1);
});
