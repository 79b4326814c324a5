import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Authenticator, authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agents, mailsTo, signedIn, sql, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo({ env: { PORTAL_PASSKEYS: "1" } });
  database = sql(portal);
});
afterAll(() => portal?.stop());

const here = "/en/profile/passkeys";
const shows = "/en/sign-in/passkey";

/** Adds a passkey to the person who is signed in. */
async function add(visitor: Visitor, device: Authenticator, name = "Work phone", ...how: [object?]) {
  const options = optionsOn(await visitor.go(here));
  return visitor.submit({ name, credential: device.create(options, ...how) });
}

/** Shows a passkey on the page at hand. */
const show = (visitor: Visitor, device: Authenticator, ...how: [object?]) =>
  visitor.submit({ credential: device.get(optionsOn(visitor.last!), ...how) });

/** Somebody with a passkey, signed in by the code alone. */
async function halfIn(email: string) {
  const device = authenticator(portal.url);
  const first = await signedIn(portal, email);
  await add(first, device);
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email);
  return { device, visitor, first };
}

const keysOf = "select k.id from passkey k join person p on p.id = k.person_id where p.email = ?";
const eleanor = "eleanor.hart@harrow-wren.example";

describe("an agent, where passkeys are demanded", () => {
  test("is led to add one before anything that agents do, and learns why", async () => {
    const agent = await signedIn(portal, agents[0], "en", "Agathe Renaud");

    const reviews = await agent.go("/en/reviews");
    const acting = await agent.post("/en/people", {
      action: "suspend",
      email: eleanor,
      comment: "x",
      confirmed: "yes",
    });
    const own = await agent.go("/en/portal");

    expect(reviews).toMatchObject({ status: 200, page: "passkeys", state: "demanded", path: here });
    expect(acting).toMatchObject({ status: 303, path: here });
    expect(own).toMatchObject({ status: 200, page: "portal" });
    expect(await database("select disabled_at from person where email = ?", eleanor)).not.toMatchObject([
      { disabled_at: expect.any(Number) as number },
    ]);
  });

  test("adds one, is told by mail, decides, and keeps the last", async () => {
    const agent = await signedIn(portal, agents[0]);

    const added = await add(agent, authenticator(portal.url));
    const reviews = await agent.go("/en/reviews");
    await agent.go(here);
    const [{ id } = { id: "" }] = await database("select id from passkey");
    const removed = await agent.post(here, { action: "remove", passkey: String(id) });

    expect(added).toMatchObject({ status: 200, page: "passkeys", state: "some" });
    expect(added.text).toContain("Work phone");
    expect(await mailsTo(portal, agents[0], "passkeys-changed")).toHaveLength(1);
    expect(reviews).toMatchObject({ status: 200, page: "reviews" });
    expect(removed).toMatchObject({ status: 422 });
    expect(await database("select 1 from passkey")).toHaveLength(1);
  });
});

const certified = new Map<string, unknown>([
  ["alg", -7],
  ["sig", Buffer.from("no signature")],
  ["x5c", [Buffer.from("no certificate"), Buffer.from("no root")]],
]);

test.each(["android-key", "android-safetynet", "apple", "fido-u2f", "packed", "tpm"])(
  "what the maker of a device certifies (%s) is not looked at, since nobody has asked for it",
  async (format) => {
    const visitor = await signedIn(portal, `${format}@harrow-wren.example`);

    const added = await add(visitor, authenticator(portal.url), format, { format, statement: certified });

    expect(added).toMatchObject({ status: 200, page: "passkeys", state: "some" });
    expect(added.text).toContain(format);
  },
);

const huge = { length: 1e9 } as never;

test.each([
  [
    "a statement",
    () => JSON.stringify({ id: "a", rawId: "a", type: "public-key", response: { attestationObject: huge } }),
  ],
  ["all", () => JSON.stringify({ id: huge, rawId: huge, type: huge, response: huge })],
  ["a response", () => JSON.stringify({ id: "a", rawId: "a", type: "public-key", response: null })],
  ["a challenge", () => authenticator(portal.url).create({ challenge: huge, rp: { id: "localhost" } })],
  ["nothing", () => "null"],
])("what is no text where a browser writes one (%s) is refused at once", async (_, credential) => {
  const visitor = await signedIn(portal, "odd@harrow-wren.example");
  await visitor.go(here);
  const since = performance.now();

  const refused = await visitor.submit({ name: "Odd", credential: credential() });

  expect([refused.status, refused.errors]).toEqual([422, { form: "passkeys.errors.refused" }]);
  expect(performance.now() - since).toBeLessThan(500);
});

describe("whoever has a passkey", () => {
  const email = "conor.byrne@harrow-wren.example";

  test("is nobody by the code alone, and is led to show it", async () => {
    const { visitor } = await halfIn(email);

    const page = visitor.last!;
    const portalPage = await visitor.request("GET", "/en/portal");
    const form = await visitor.post("/en/profile", { name: "Eve" });
    const keys = await visitor.request("GET", here);
    const more = await visitor.post(here, { action: "add", name: "Mine", credential: "{}" });

    expect(page).toMatchObject({ status: 200, page: "sign-in-passkey", state: "first" });
    expect([portalPage, form, keys, more].map(({ status, path }) => [status, path.split("?")[0]])).toEqual(
      Array(4).fill([303, "/en/sign-in"]),
    );
    expect(await database("select name from person where email = ?", email)).not.toMatchObject([
      { name: "Eve" },
    ]);
  });

  test("is in by showing it, and goes on to where that began", async () => {
    const email = "priya.nair@castleford-rail.example";
    const { device } = await halfIn(email);
    const visitor = new Visitor(portal.url);
    await visitor.go("/en/onboarding/verify");
    await visitor.submit({ email });
    await visitor.submit({ code: (await visitor.mailTo(email, "sign-in-code"))[0]!.code! });

    const answer = await show(visitor, device);

    expect(answer).toMatchObject({ status: 200, page: "verify", path: "/en/onboarding/verify" });
    expect(
      await database(
        "select action from audit_event where action like 'passkey.%' or action = 'session.prove' order by id desc limit 1",
      ),
    ).toMatchObject([{ action: "session.prove" }]);
  });

  test.each([
    ["for another origin", { from: "https://evil.example" }],
    ["for another host", { host: "evil.example" }],
    ["without fingerprint, face or code", { verified: false }],
  ])("is refused when it is shown %s", async (_, how) => {
    const { device, visitor } = await halfIn(`${Object.keys(how)[0]}@harrow-wren.example`);

    const answer = await show(visitor, device, how);
    const inside = await visitor.request("GET", "/en/portal");

    expect(answer).toMatchObject({ status: 422, errors: { form: "passkeys.errors.refused" } });
    expect(inside.status).toBe(303);
  });

  test("is refused with the passkey of somebody else, and with none", async () => {
    const { visitor } = await halfIn("other@harrow-wren.example");
    const { device } = await halfIn("another@harrow-wren.example");

    const foreign = await show(visitor, device);
    const none = await visitor.submit({ credential: "" });
    const nonsense = await visitor.submit({ credential: '{"id":[]}' });

    expect(foreign).toMatchObject({ status: 422, errors: { form: "passkeys.errors.refused" } });
    expect(none).toMatchObject({ status: 422, errors: { form: "passkeys.errors.nothing" } });
    expect(nonsense).toMatchObject({ status: 422 });
  });

  test("shows it once: the same answer again lets nobody in, here or in another browser", async () => {
    const { device, visitor } = await halfIn("replay@harrow-wren.example");
    const page = visitor.last!;
    const credential = device.get(optionsOn(page));
    const other = new Visitor(portal.url);
    await other.signIn("replay@harrow-wren.example");

    const elsewhere = await other.post(shows, { credential });
    const first = await visitor.post(shows, { credential, operationId: "one" });
    await database("update session set proved_at = 1 where proved_at is not null");
    const again = await visitor.post(shows, { credential, operationId: "two" });

    expect(elsewhere.status).toBe(422);
    expect(first.status).toBe(303);
    expect(again.status).toBe(422);
    expect(await database("select 1 from session where proved_at > 1")).toEqual([]);
  });

  test("waits no longer than a quarter of an hour with it after the code", async () => {
    const late = "late@harrow-wren.example";
    const { device, visitor } = await halfIn(late);
    const page = visitor.last!;
    await database(
      "update session set created_at = created_at - 16 * 60000 where user_id = (select id from person where email = ?)",
      late,
    );

    const answer = await visitor.post(shows, { credential: device.get(optionsOn(page)) });

    expect([answer.status, answer.path.split("?")[0]]).toEqual([303, "/en/sign-in"]);
  });

  test("adds, renames and removes only after showing it lately, and what was typed is kept", async () => {
    const kept = "kept@harrow-wren.example";
    const { device, first } = await halfIn(kept);
    await database("update session set proved_at = proved_at - 31 * 60000 where proved_at is not null");
    await first.go(here);
    const [{ id } = { id: "" }] = await database(
      "select k.id from passkey k join person p on p.id = k.person_id where p.email = ?",
      kept,
    );

    const led = await first.post(here, { action: "rename", passkey: String(id), name: "Other phone" });
    await first.go(led.path);
    const back = await show(first, device);
    const done = await first.post(here, { action: "rename", passkey: String(id), name: "Other phone" });
    const again = await first.post(here, { action: "rename", passkey: String(id), name: "Other phone" });

    expect(again.status).toBe(303);
    expect(
      await database(
        `select count(*) as times from audit_event e join person p on p.id = e.actor
          where e.action = 'passkey.rename' and p.email = ?`,
        kept,
      ),
    ).toEqual([{ times: 1 }]);
    expect(led).toMatchObject({ status: 303, path: `${shows}?next=%2Fen%2Fprofile%2Fpasskeys` });
    expect(back).toMatchObject({ page: "passkeys" });
    expect(back.body).toContain('value="Other phone"');
    expect(done.status).toBe(303);
    expect(await database("select name from passkey where id = ?", String(id))).toMatchObject([
      { name: "Other phone" },
    ]);
  });

  test("removes one once it is confirmed, and is in by the code alone again", async () => {
    const removing = "removing@harrow-wren.example";
    const { first } = await halfIn(removing);
    const added = first.last!.text;
    await first.go(here);
    const form = { action: "remove", passkey: first.last!.field("passkey")! };

    const asked = await first.post(here, form);
    const before = await database(keysOf, removing);
    const done = await first.post(here, { ...form, confirmed: "yes" });
    const told = await first.go(done.path);
    const again = await signedIn(portal, removing);

    expect(asked).toMatchObject({ status: 200, state: "check" });
    expect(asked.text).toContain(en("passkeys.check.none"));
    expect(before).toHaveLength(1);
    expect(done.status).toBe(303);
    expect(added).toContain(en("acts.passkey.added", { name: "Work phone" }));
    expect(told.text).toContain(en("acts.passkey.removed", { name: "Work phone" }));
    expect(await database(keysOf, removing)).toEqual([]);
    expect((await mailsTo(portal, removing, "passkeys-changed")).length).toBe(2);
    expect(again.last!.page).toBe("portal");
  });

  test("may be an administrator who was mailed a link: the link leads through the passkey", async () => {
    const els = "els.wouters@noorderkaai.example";
    const { device } = await halfIn(els);
    const asking = await signedIn(portal, "priya.nair@castleford-rail.example");
    expect(asking.last!.status).toBe(200);
    const visitor = new Visitor(portal.url);
    await visitor.go("/nl/organizations/noorderkaai/people");
    await visitor.submit({ email: els });
    await visitor.submit({ code: (await visitor.mailTo(els, "sign-in-code"))[0]!.code! });

    const inside = await show(visitor, device);

    expect(inside).toMatchObject({ status: 200, path: "/nl/organizations/noorderkaai/people" });
  });
});

test("a passkey is made only for this portal, by the person signed in, with a check by the device", async () => {
  const visitor = await signedIn(portal, "maker@harrow-wren.example");
  const other = await signedIn(portal, "taker@harrow-wren.example");
  const options = optionsOn(await visitor.go(here));

  const foreign = await add(visitor, authenticator(portal.url), "x", { from: "https://evil.example" });
  const unverified = await add(visitor, authenticator(portal.url), "x", { verified: false });
  const stolen = await other.post(here, {
    action: "add",
    name: "x",
    credential: authenticator(portal.url).create(options),
  });
  const nameless = await add(visitor, authenticator(portal.url), " ");

  expect([foreign, unverified, stolen, nameless].map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  expect(
    await database(
      "select 1 from passkey k join person p on p.id = k.person_id where p.email like '%aker@harrow-wren.example'",
    ),
  ).toEqual([]);
});

test("what a passkey had shut stays shut when the passkey is removed", async () => {
  const email = "once.shut@harrow-wren.example";
  const device = authenticator(portal.url);
  const before = await signedIn(portal, email);
  const own = await signedIn(portal, email);
  await add(own, device);
  const after = new Visitor(portal.url);
  await after.signIn(email);
  await own.go(here);
  const [key] = await database(keysOf, email);
  await own.post(here, { action: "remove", passkey: String(key!["id"]), confirmed: "yes" });

  const pages = [await before.go("/en/profile"), await after.go("/en/profile"), await own.go("/en/profile")];

  expect(await database(keysOf, email)).toEqual([]);
  expect(pages.map(({ page }) => page)).toEqual(["sign-in", "sign-in", "profile"]);
});

test("whoever signed in long ago signs in anew before adding the first", async () => {
  const old = "old@harrow-wren.example";
  const visitor = await signedIn(portal, old);
  const options = optionsOn(await visitor.go(here));
  await database(
    "update session set created_at = created_at - 31 * 60000 where user_id = (select id from person where email = ?)",
    old,
  );

  const led = await visitor.post(here, {
    action: "add",
    name: "x",
    credential: authenticator(portal.url).create(options),
  });
  const page = await visitor.go(led.path);

  expect(led.status).toBe(303);
  expect(page).toMatchObject({ status: 200, page: "sign-in" });
});

test("the browser may make and show passkeys on their pages and on no other, and nothing is in the page but an address of a script", async () => {
  const { visitor } = await halfIn("headers@harrow-wren.example");
  const policy = (answer: { headers: Headers }) => answer.headers.get("permissions-policy");

  const page = visitor.last!;
  const home = await visitor.request("GET", "/en/");

  expect(policy(page)).toContain("publickey-credentials-get=(self)");
  expect(policy(home)).toContain("publickey-credentials-get=()");
  expect(page.find("script").map(({ attributes }) => Boolean(attributes["src"]))).toEqual([true]);
  expect(page.body).not.toMatch(/<script[^>]*>[^<]/u);
});

describe("before something weighty", () => {
  const later = () =>
    database("update session set proved_at = proved_at - 31 * 60000 where proved_at is not null");

  test("whoever has a passkey shows it again, and sends what was typed by hand", async () => {
    const els = "els.wouters@noorderkaai.example";
    const device = authenticator(portal.url);
    const administrators = "/en/organizations/noorderkaai/administrators";
    await database("delete from passkey where person_id = (select id from person where email = ?)", els);
    const visitor = await signedIn(portal, els);
    await add(visitor, device);
    await later();
    const form = { action: "nominate", email: "pieter.claes@noorderkaai.example" };
    await visitor.go(administrators);

    const led = await visitor.post(administrators, form);
    await visitor.go(led.path);
    const back = await show(visitor, device);
    const before = await mailsTo(portal, form.email, "accept-terms");
    const done = await visitor.post(administrators, form);

    expect([led.status, led.path.split("?")[0]]).toEqual([303, shows]);
    expect(back).toMatchObject({ status: 200, page: "administrators" });
    expect(back.body).toContain(`value="${form.email}"`);
    expect(before).toEqual([]);
    expect(done).toMatchObject({ status: 303, path: administrators });
  });

  test("so does whoever makes somebody an administrator of a Smart Account, by whichever form", async () => {
    const els = "els.wouters@noorderkaai.example";
    const people = "/en/accounts/noorderkaai.example/people";
    const device = authenticator(portal.url);
    await database("delete from passkey where person_id = (select id from person where email = ?)", els);
    const visitor = await signedIn(portal, els);
    await add(visitor, device);
    await later();
    const form = { action: "associate", email: "new.hand@noorderkaai.example", scope: "all" };

    const plain = await visitor.post(people, { ...form, role: "smart-account-user" });
    const led = [
      await visitor.post(people, { ...form, role: "smart-account-administrator" }),
      await visitor.post(people, { ...form, action: "give", role: "smart-account-administrator" }),
    ];
    await visitor.go(led[0]!.path);
    await show(visitor, device);
    const done = await visitor.post(people, { ...form, role: "smart-account-administrator" });

    expect([plain, done].map(({ status, path }) => [status, path.split("?")[0]])).toEqual(
      Array(2).fill([303, people]),
    );
    expect(led.map(({ status, path }) => [status, path.split("?")[0]])).toEqual(Array(2).fill([303, shows]));
  });

  test("an agent shows it again before suspending, and looks about without", async () => {
    const device = authenticator(portal.url);
    const agent = await signedIn(portal, agents[1], "en", "Bea Agent");
    await add(agent, device);
    await later();

    const looks = await agent.go(`/en/people?email=${eleanor}`);
    const led = await agent.post("/en/people", {
      action: "suspend",
      email: eleanor,
      comment: "Lost laptop",
      confirmed: "yes",
    });

    expect(looks.status).toBe(200);
    expect([led.status, led.path.split("?")[0]]).toEqual([303, shows]);
  });

  test("whoever has none goes on without", async () => {
    const tom = "tom.maes@noorderkaai.example";
    const visitor = await signedIn(portal, tom);

    const done = await visitor.post("/en/organizations/noorderkaai/administrators", {
      action: "nominate",
      email: "priya.nair@castleford-rail.example",
    });

    expect([done.status, done.path.split("?")[0]]).toEqual([
      303,
      "/en/organizations/noorderkaai/administrators",
    ]);
  });
});

describe("passkeys that are lost", () => {
  const lost = "lost@harrow-wren.example";
  const say = (agent: Visitor, comment = "Called back on the company's number") =>
    agent.post("/en/people", { action: "recover", email: lost, comment, confirmed: "yes" });
  const left = async () =>
    (await database("select 1 from passkey where person_id = (select id from person where email = ?)", lost))
      .length;
  /** An agent with a passkey shown just now. */
  async function agentIn(email: string) {
    await database("delete from passkey where person_id = (select id from person where email = ?)", email);
    const agent = await signedIn(portal, email, "en", "Some Agent");
    await add(agent, authenticator(portal.url));
    return agent;
  }

  test("end when two agents say so, not one twice, and the person reads each step", async () => {
    const { first } = await halfIn(lost);
    const one = await agentIn(agents[0]);
    const two = await agentIn(agents[1]);

    const wordless = await say(one, "");
    await say(one);
    await say(one, "Again");
    const afterOne = await left();
    const waiting = await two.go(`/en/people?email=${lost}`);
    const agreed = await say(two);

    expect(wordless.status).toBe(422);
    expect(afterOne).toBe(1);
    expect(waiting.text).toContain("Called back on the company's number");
    expect(agreed.status).toBe(303);
    expect(await left()).toBe(0);
    expect((await first.request("GET", "/en/portal")).status).toBe(303);
    expect((await mailsTo(portal, lost, "passkeys-changed")).map(({ subject }) => subject)).toEqual([
      en("emails.passkeys-changed.ended.subject"),
      en("emails.passkeys-changed.asked.subject"),
      en("emails.passkeys-changed.added.subject"),
    ]);
    expect(await signedIn(portal, lost)).toMatchObject({ last: { page: "portal" } });
  });

  test("stay when the second agent comes after a day", async () => {
    await add(await signedIn(portal, lost), authenticator(portal.url));
    const one = await agentIn(agents[0]);
    const two = await agentIn(agents[1]);
    await say(one);
    await database("update recovery set asked_at = asked_at - 25 * 3600000 where agreed_at is null");

    await say(two);

    expect(await left()).toBe(1);
  });
});

test("nothing of it breaks an invariant", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
