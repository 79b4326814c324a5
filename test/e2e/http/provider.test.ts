import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import { type Claims, settingsFor, through } from "#test/helpers/oidc/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, unescape, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import {
  addPasskey,
  identitiesIn,
  newcomer,
  readdress,
  startWithProvider,
  wayBack,
} from "./provider-world.ts";
import type { sql } from "./world.ts";
import { agents, mailsTo, signedIn } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let provider: Awaited<ReturnType<typeof startWithProvider>>["provider"];
let database: ReturnType<typeof sql>;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ portal, provider, database, stop } = await startWithProvider());
});
afterAll(() => stop?.());

const visitor = () => new Visitor(portal.url);
const personOf = async (email: string) =>
  (await database("select name, language, email_verified from person where email = ?", email))[0];
const sessionsOf = (email: string) =>
  database(
    "select s.authenticated_at, s.proved_at from session s join person p on p.id = s.user_id where p.email = ?",
    email,
  );
const auditOf = (email: string) =>
  database(
    `select a.action, a.to_state from audit_event a join person p on p.id = a.subject_id
      where p.email = ? and a.action like 'session.%' order by a.id`,
    email,
  );

const identitiesOf = (email: string) => identitiesIn(database, email);

/** The link to the provider on a page. */
const wayTo = (page: Answer) =>
  unescape(page.find(`a[href^="/sign-in/oidc"]`)[0]?.attributes["href"] ?? "no link");

test.each([
  ["en", translator("en")],
  ["fr", translator("fr")],
  ["nl", translator("nl")],
] as const)("the sign-in page offers the provider (%s)", async (language, say) => {
  const page = await visitor().go(`/${language}/sign-in?next=%2F${language}%2Ftasks`);

  const [link] = page.find(`a[href^="/sign-in/oidc"]`);

  expect(page.text).toContain(say("signIn.service.button", { service: "Arden Login" }));
  expect(link?.attributes["href"]).toBe(`/sign-in/oidc?next=%2F${language}%2Ftasks`);
});

describe("whoever is new", () => {
  test("is in at once, with name and language as the provider says, in two trips", async () => {
    const claims = newcomer({ name: "Anke  de Wit", locale: "nl-BE" });
    const browser = visitor();
    const back = await wayBack(browser, claims);

    const entered = await browser.request("GET", back);
    const page = await browser.go(entered.path);
    const stats = (await (await fetch(`${portal.url}/dev/stats`)).json()) as {
      requests: { address: string; databaseRoundTrips: number }[];
    };

    expect(entered).toMatchObject({ status: 303, path: "/en/portal" });
    expect(page).toMatchObject({ status: 200, page: "portal" });
    expect(await personOf(claims.email)).toMatchObject({
      name: "Anke de Wit",
      language: "nl",
      email_verified: 1,
    });
    expect(await auditOf(claims.email)).toMatchObject([{ action: "session.start", to_state: "provider" }]);
    expect(stats.requests.find(({ address }) => address.endsWith("/callback"))?.databaseRoundTrips).toBe(2);
  });

  test.each([undefined, "https://evil.example", "Call +32 2 555 01 23"])(
    "is asked for a name where the provider says none that can be one (%s)",
    async (name) => {
      const { name: _, ...claims } = newcomer();

      const page = await through(visitor(), { ...claims, ...(name && { name }) });

      expect(page).toMatchObject({ status: 200, page: "profile", state: "first" });
    },
  );

  test("goes on to where it began, and to no other site", async () => {
    const own = await through(visitor(), newcomer(), "/sign-in/oidc?next=%2Fen%2Ftasks");
    const foreign = await through(visitor(), newcomer(), "/sign-in/oidc?next=%2F%2Fevil.example");

    expect([own.page, foreign.page]).toEqual(["tasks", "portal"]);
  });
});

test("who comes by two browsers at once is one person", async () => {
  const claims = newcomer();
  const [one, other] = [visitor(), visitor()];
  const ways = [await wayBack(one, claims), await wayBack(other, claims)] as const;

  const entered = await Promise.all([one.request("GET", ways[0]), other.request("GET", ways[1])]);

  expect(entered.map(({ path }) => path)).toEqual(["/en/portal", "/en/portal"]);
  expect(await sessionsOf(claims.email)).toHaveLength(2);
  expect(await database("select 1 from account where account_id = ?", claims.sub)).toHaveLength(1);
});

test("a copy of one's data has the identity, erasure takes it away, and who comes again is new", async () => {
  const claims = newcomer();
  const browser = visitor();
  const idOf = async () => (await database("select id from person where email = ?", claims.email))[0]?.["id"];
  await through(browser, claims);
  const before = await idOf();

  const copy = await browser.post("/en/profile/data", { action: "copy" });
  await browser.post("/en/profile/data", { action: "erase", confirmed: "yes" });
  const left = await database("select 1 from account where account_id = ?", claims.sub);
  const page = await through(visitor(), claims);

  expect(copy.body).toContain(claims.sub);
  expect(left).toEqual([]);
  expect(page).toMatchObject({ status: 200, page: "portal" });
  expect(await idOf()).not.toBe(before);
});

describe("whoever is known", () => {
  test("by code is the same person by the provider, who keeps name and language", async () => {
    const claims = newcomer({ name: "Somebody Else", locale: "nl" });
    await signedIn(portal, claims.email, "fr", "Robin Tester");

    const page = await through(visitor(), claims);

    expect(page).toMatchObject({ status: 200, page: "portal" });
    expect(await personOf(claims.email)).toMatchObject({ name: "Robin Tester", language: "fr" });
  });

  test("reads once that the provider signs in from now on", async () => {
    const claims = newcomer();
    await signedIn(portal, claims.email, "fr", "Robin Tester");
    await through(visitor(), claims);
    await through(visitor(), claims);

    const mails = await mailsTo(portal, claims.email, "passkeys-changed");

    expect(mails.map(({ subject }) => subject)).toEqual([
      translator("fr")("emails.passkeys-changed.linked.subject", { name: "Arden Login" }),
    ]);
  });

  test("by the provider stays who it is when the address changes there", async () => {
    const claims = newcomer();
    await through(visitor(), claims);
    const browser = visitor();

    await through(browser, { ...claims, email: "another@harrow-wren.example" });

    expect((await browser.go("/en/profile")).text).toContain(claims.email);
    expect(await personOf("another@harrow-wren.example")).toBeUndefined();
  });

  test("by the provider is nobody by the old company's account there after changing to another company", async () => {
    const claims = newcomer();
    const to = claims.email.replace("@harrow-wren", ".moved@new-job");
    const browser = visitor();
    await through(browser, claims);
    await readdress(browser, claims.email, to);
    const left = await identitiesOf(to);
    const [old, own] = [visitor(), visitor()];

    await through(old, claims);
    await through(own, { ...claims, sub: `${claims.sub}-new`, email: to });

    expect(left).toEqual([]);
    expect((await old.go("/en/profile")).text).not.toContain(to);
    expect((await own.go("/en/profile")).text).toContain(to);
  });

  test("by the provider stays so after a change of address within the company", async () => {
    const claims = newcomer();
    const to = claims.email.replace("@", ".renamed@");
    const browser = visitor();
    await through(browser, claims);
    await readdress(browser, claims.email, to);
    const again = visitor();

    await through(again, claims);

    expect((await again.go("/en/profile")).text).toContain(to);
  });

  test("is nobody else's by an address that somebody has taken there", async () => {
    const claims = newcomer();
    await through(visitor(), claims);
    const browser = visitor();

    const page = await through(browser, { ...claims, sub: "somebody-else" });

    expect(page).toMatchObject({ page: "sign-in", state: "taken" });
    expect((await browser.request("GET", "/en/profile")).status).toBe(303);
    expect(await sessionsOf(claims.email)).toHaveLength(1);
  });

  test("is refused while access is suspended, known or not", async () => {
    const linked = newcomer();
    const byAddress = newcomer();
    await through(visitor(), linked);
    await signedIn(portal, byAddress.email);
    await database("delete from session");
    for (const { email } of [linked, byAddress])
      await database("update person set disabled_at = 1 where email = ?", email);

    const pages = [await through(visitor(), linked), await through(visitor(), byAddress)];

    expect(pages).toMatchObject(Array(2).fill({ page: "sign-in", state: "suspended" }));
    expect(await database("select 1 from session")).toEqual([]);
    await database("update person set disabled_at = null where disabled_at = 1");
  });

  test("has one session in a browser: the one before ends", async () => {
    const [first, second] = [newcomer(), newcomer()];
    const browser = visitor();
    await through(browser, first);

    for (const name of [...browser.cookies.keys()].filter((one) => one.startsWith("_")))
      browser.cookies.delete(name);
    await through(browser, second, "/sign-in/oidc?again=yes");

    expect(await sessionsOf(first.email)).toEqual([]);
    expect(await sessionsOf(second.email)).toHaveLength(1);
  });
});

test.each([false, "true", 1, undefined])(
  "an address that the provider does not prove (%s) lets nobody in, and the page says what to do",
  async (email_verified) => {
    const claims = newcomer({ email_verified });

    const page = await through(visitor(), claims);

    expect(page).toMatchObject({ status: 200, page: "sign-in", state: "unproven" });
    expect(page.text).toContain(en("signIn.service.problems.unproven", { service: "Arden Login" }));
    expect(await personOf(claims.email)).toBeUndefined();
  },
);

describe("nobody is signed in", () => {
  test("who says no at the provider", async () => {
    const browser = visitor();
    await browser.go("/fr/sign-in");
    await browser.go("/sign-in/oidc?next=%2Ffr%2Ftasks");

    const page = await browser.submit();

    expect(page).toMatchObject({ status: 200, state: "denied" });
    expect(page.path).toBe("/fr/sign-in?problem=denied&next=%2Ffr%2Ftasks");
  });

  test("in a browser that has not begun it, or with another state", async () => {
    const browser = visitor();
    const back = await wayBack(browser, newcomer());
    const otherState = back.replace(/state=[^&]*/u, "state=of-an-attacker");

    const elsewhere = await visitor().go(back);
    const changed = await browser.go(otherState);

    expect([elsewhere, changed]).toMatchObject(Array(2).fill({ page: "sign-in", state: "unfinished" }));
  });

  test("by looking only, by coming back twice, or by a code that was used", async () => {
    const claims = newcomer();
    const browser = visitor();
    const back = await wayBack(browser, claims);
    const thief = visitor();
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);

    const looked = await browser.request("HEAD", back);
    const entered = await browser.request("GET", back);
    const again = await browser.request("GET", back);
    const stolen = await thief.go(back);

    expect([looked.status, entered.status]).toEqual([404, 303]);
    expect(again.path).toBe("/en/sign-in?problem=unfinished");
    expect(stolen).toMatchObject({ page: "sign-in", state: "refused" });
    expect(await sessionsOf(claims.email)).toHaveLength(1);
  });

  test("with a code of another sign-in", async () => {
    const [mine, other] = [visitor(), visitor()];
    const codeOf = (path: string) => new URL(path, portal.url).searchParams.get("code")!;
    const stolen = codeOf(await wayBack(other, newcomer()));
    const back = await wayBack(mine, newcomer());

    const page = await mine.go(back.replace(codeOf(back), stolen));

    expect(page).toMatchObject({ page: "sign-in", state: "refused" });
  });

  test("from another issuer, as the answer says itself", async () => {
    const browser = visitor();
    const back = await wayBack(browser, newcomer());

    const mixed = await browser.go(back.replace(/iss=[^&]*/u, "iss=https%3A%2F%2Fevil.example"));

    expect(mixed).toMatchObject({ page: "sign-in", state: "refused" });
  });
});

test("two windows of a browser may begin at once, and both come back", async () => {
  const browser = visitor();
  const first = await browser.request("GET", "/sign-in/oidc?next=%2Fen%2Ftasks");
  const second = await through(browser, newcomer());

  const late = await browser.go(first.path);

  expect(second.page).toBe("portal");
  expect(late).toMatchObject({ status: 200, page: "tasks" });
});

describe("a strong sign-in at the provider", () => {
  const agent = (more: Partial<Claims>) => ({ ...newcomer(more), email: agents[0], sub: "agent" });

  test("lets agents decide as a passkey does, and no other does", async () => {
    const browser = visitor();

    await through(browser, agent({}));
    const weak = await browser.go("/en/reviews");
    await browser.go(wayTo(weak));
    const asked = JSON.parse(
      browser.last!.find("main")[0]!.attributes["data-asked"]!.replaceAll("&quot;", '"'),
    ) as object;
    const strong = await browser.submit({ claims: JSON.stringify(agent({ acr: "gold" })) });
    const other = await through(
      visitor(),
      agent({ amr: ["pwd", "mfa"] }),
      "/sign-in/oidc?next=%2Fen%2Freviews",
    );

    expect(weak).toMatchObject({ page: "passkeys", state: "demanded" });
    expect(asked).toMatchObject({ prompt: "login", max_age: "300", acr_values: "gold" });
    expect([strong.page, other.page]).toEqual(["reviews", "reviews"]);
  });

  test("is asked for once more before something weighty, and has to be new", async () => {
    const browser = visitor();
    const people = "/en/people";
    const suspend = { action: "suspend", email: "els.wouters@noorderkaai.example", comment: "Lost laptop" };
    await through(browser, agent({ amr: ["mfa"], ago: 40 * 60 }), `/sign-in/oidc?next=${people}`);

    const led = await browser.post(people, suspend);
    const page = await browser.go(led.path);
    const start = wayTo(page);
    const stale = await through(browser, agent({ amr: ["mfa"], ago: 40 * 60 }), start);
    const fresh = await through(browser, agent({ amr: ["mfa"] }), start);
    const done = await browser.post(people, suspend);

    expect(led.path).toBe("/en/sign-in/passkey?next=%2Fen%2Fpeople");
    expect(page).toMatchObject({ page: "sign-in", path: "/en/sign-in?again=yes&next=%2Fen%2Fpeople" });
    expect(stale).toMatchObject({ page: "sign-in", state: "notAnew" });
    expect(fresh).toMatchObject({ page: "people" });
    expect(done).toMatchObject({ status: 200, state: "check" });
  });

  test("stands for the passkey of whoever has one; without it the passkey is to be shown", async () => {
    const claims = newcomer();
    const device = authenticator(portal.url);
    const first = visitor();
    await through(first, claims);
    await addPasskey(first, device);
    const half = visitor();

    const weak = await through(half, claims);
    const inside = await half.request("GET", "/en/portal");
    const strong = await through(visitor(), { ...claims, amr: ["mfa"] });

    expect(weak).toMatchObject({ page: "sign-in-passkey", state: "first" });
    expect(inside.status).toBe(303);
    expect(strong).toMatchObject({ status: 200, page: "portal" });
  });

  test.each([
    ["somebody", () => newcomer().email],
    ["an agent", () => agents[1]],
  ])(
    "is nothing of the person of an address who has a passkey (%s): it is to be shown each time",
    async (_, of) => {
      const email = of();
      const device = authenticator(portal.url);
      await addPasskey(await signedIn(portal, email, "en", "Robin Tester"), device);
      const claims = { sub: `of-${email}`, email, email_verified: true, amr: ["mfa"] };
      const [thief, again] = [visitor(), visitor()];

      const pages = [await through(thief, claims), await through(again, claims)];
      const inside = await Promise.all(
        [thief, again].map((one) => one.request("GET", "/en/profile/passkeys")),
      );

      expect(pages).toMatchObject(Array(2).fill({ page: "sign-in-passkey", state: "first" }));
      expect(inside.map(({ status }) => status)).toEqual([303, 303]);
      expect(await identitiesOf(email)).toEqual([]);
    },
  );

  test("is followed by the passkey of whoever has one and no identity, who then is in", async () => {
    const claims = newcomer({ amr: ["mfa"] });
    const device = authenticator(portal.url);
    await addPasskey(await signedIn(portal, claims.email), device);
    const browser = visitor();

    const page = await through(browser, claims);
    const shown = await browser.submit({ credential: device.get(optionsOn(page)) });

    expect(shown).toMatchObject({ status: 200, page: "portal" });
  });
});

test("whoever sits at a browser that the provider knows has not just shown who that is", async () => {
  const browser = visitor();

  const claims = newcomer();

  await through(browser, { ...claims, ago: 3600 });
  const old = await browser.go("/en/profile/data");
  await through(browser, claims, "/sign-in/oidc?again=yes");
  const fresh = await browser.go("/en/profile/data");

  expect([old.state, fresh.state]).toEqual(["locked", "open"]);
});

test("whoever signs out is told that this is not done at the provider, and led there", async () => {
  const browser = visitor();
  await through(browser, newcomer());
  const byCode = await signedIn(portal, newcomer().email);

  const out = await browser.post("/en/sign-out");
  const page = await browser.go(out.path);
  const [link] = page.find('a[href="/sign-in/oidc/end"]');
  const there = await browser.request("GET", "/sign-in/oidc/end");
  const plain = await byCode.post("/en/sign-out");

  expect(page).toMatchObject({ page: "sign-in", state: "signedOut" });
  expect(link).toBeDefined();
  expect(there.path).toContain(`${provider.issuer}/session/end?client_id=portal`);
  expect((await browser.request("GET", "/en/profile")).status).toBe(303);
  expect(plain.path).toBe("/en/");
});

test("what the policy says of forms holds: the way to the provider is a link", async () => {
  const page = await visitor().go("/en/sign-in");

  expect(page.headers.get("content-security-policy")).toContain("form-action 'self';");
  expect(page.find('form[action*="oidc"]')).toEqual([]);
});

test("while the provider is away the page says so and the code is there; without settings nothing shows", async () => {
  await provider.stop();
  await portal.restartWorker();

  const away = await visitor().go("/nl/sign-in");
  const started = await visitor().go("/sign-in/oidc");
  await portal.restartWorker(Object.fromEntries(Object.keys(settingsFor("")).map((name) => [name, ""])));
  const none = await visitor().go("/en/sign-in");
  const addresses = await Promise.all(
    ["", "/callback", "/end"].map((path) => visitor().request("GET", `/sign-in/oidc${path}`)),
  );

  expect(away.status).toBe(200);
  expect(started).toMatchObject({ status: 200, page: "sign-in", state: "away" });
  expect(started.find("form#form")).toHaveLength(1);
  expect(none.body).not.toContain("oidc");
  expect(addresses.map(({ status }) => status)).toEqual([404, 404, 404]);
});

test("the invariants hold", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
