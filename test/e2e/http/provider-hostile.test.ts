import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startHostile } from "#test/helpers/oidc/hostile.ts";
import { settingsFor } from "#test/helpers/oidc/world.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { logged } from "#test/helpers/log.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sql } from "./world.ts";

let hostile: Awaited<ReturnType<typeof startHostile>>;
let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  hostile = await startHostile(settingsFor("").OIDC_CLIENT_SECRET);
  portal = await startPortal({ env: settingsFor(hostile.issuer) });
  database = sql(portal);
});
afterAll(async () => {
  await portal?.stop();
  await hostile?.stop();
});
beforeEach(() => hostile.behave({}));

const now = () => Math.floor(Date.now() / 1000);
const hour = 3600;

/** The button, and the way back, which this provider goes at once. */
const come = (path = "/sign-in/oidc") => new Visitor(portal.url).go(path);
const nobody = async () => (await database("select 1 from session")).length === 0;

/** What the log says of the latest sign-in in vain. */
const why = () => logged(portal.lines).findLast(({ event }) => event === "provider")?.["because"];

describe("what a provider says of itself", () => {
  test("is taken from the issuer of the settings alone, asked for once in a while", async () => {
    hostile.behave({ discovery: { issuer: "https://other.example" } });
    const before = hostile.asked.length;

    const first = await come();
    const second = await come();

    expect([first, second]).toMatchObject(Array(2).fill({ status: 200, page: "sign-in", state: "away" }));
    expect(hostile.asked.slice(before)).toEqual(["/.well-known/openid-configuration"]);
    await portal.restartWorker();
  });

  test("and its keys are kept: the next ones are in without asking again", async () => {
    await database("delete from session");
    await come();
    const before = hostile.asked.length;

    const page = await come();

    expect(page).toMatchObject({ status: 200, page: "profile", state: "first" });
    expect(hostile.asked.slice(before)).toEqual(["/auth", "/token", "/me"]);
    await database("delete from session");
  });
});

test.each<[string, Parameters<typeof hostile.behave>[0]]>([
  ["not signed (alg none)", { signed: "by no key" }],
  ["signed by HS256 with the public key", { signed: "by the public key as a secret" }],
  ["signed by HS256 with the client's secret", { signed: "by the client's secret" }],
  ["signed by another key", { signed: "by another key" }],
  ["signed by a key that it names and nobody knows", { header: { kid: "two" } }],
  ["of another issuer", { claims: { iss: "https://other.example" } }],
  ["for another client", { claims: { aud: "another" } }],
  ["for several, and handed out to another", { claims: { aud: ["portal", "another"], azp: "another" } }],
  ["over since an hour", { claims: { iat: now() - 2 * hour, exp: now() - hour } }],
  ["of a clock that is an hour slow", { claims: { iat: now() - hour, exp: now() + hour } }],
  ["of a clock that is an hour fast", { claims: { iat: now() + hour, exp: now() + 2 * hour } }],
  ["not valid yet", { claims: { nbf: now() + hour } }],
  ["of another sign-in (nonce)", { claims: { nonce: "another" } }],
  ["of no sign-in (no nonce)", { claims: { nonce: undefined } }],
  ["about nobody", { claims: { sub: undefined } }],
  ["about somebody with an endless name", { claims: { sub: "x".repeat(256) } }],
  ["about somebody other than it says when asked", { userinfo: { sub: "another" } }],
  ["refused by the provider itself", { answers: { "/token": 400 } }],
])("a token that is %s lets nobody in, and the log says why", async (_, mood) => {
  hostile.behave(mood);

  const page = await come("/sign-in/oidc?next=%2Fen%2Ftasks");

  expect(page).toMatchObject({ status: 200, page: "sign-in", state: "refused" });
  expect(page.path).toBe("/en/sign-in?problem=refused&next=%2Fen%2Ftasks");
  expect(why()).toMatch(/^refused [A-Za-z_]+$/u);
  expect(await nobody()).toBe(true);
});

test.each<[string, Parameters<typeof hostile.behave>[0]]>([
  ["fails where it gives tokens", { answers: { "/token": 500 } }],
  ["breaks off", { answers: { "/token": "gone" } }],
  ["never answers", { answers: { "/token": "silent" } }],
  ["fails where it tells who somebody is", { answers: { "/me": 503 } }],
])("a provider that %s is said to be away, within seconds", async (_, mood) => {
  hostile.behave(mood);
  const begun = Date.now();

  const page = await come();

  expect(page).toMatchObject({ status: 200, page: "sign-in", state: "away" });
  expect(Date.now() - begun).toBeLessThan(15_000);
  expect(await nobody()).toBe(true);
});

test("the log names nobody and nothing that a provider has written", async () => {
  hostile.behave({ answers: { "/token": 400 }, claims: { sub: "hostile" } });

  await come();

  const text = portal.lines.join("\n");
  expect(text).not.toMatch(/hostile\.example|of-no-use|code=|state=/u);
  expect(why()).toBe("refused invalid_grant");
});

test.each(["ｈostile.two@hostile.example", "o\uFB03ce@hostile.example", "\u212Aim@hostile.example"])(
  "%s is another mailbox than the one in plain letters: that address counts as unproven",
  async (email) => {
    hostile.behave({ claims: { sub: email }, userinfo: { sub: email, email, email_verified: true } });

    const page = await come();

    expect(page).toMatchObject({ status: 200, page: "sign-in", state: "unproven" });
    expect(await nobody()).toBe(true);
  },
);
