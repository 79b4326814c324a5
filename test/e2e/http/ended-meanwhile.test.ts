import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { mishapAt, type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { identitiesIn, newcomer, readdress, startWithProvider, wayBack } from "./provider-world.ts";
import type { sql } from "./world.ts";
import { signedIn } from "./world.ts";

let proxy: Proxy;
let portal: TestPortal;
let database: ReturnType<typeof sql>;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ portal, database, stop } = await startWithProvider(async (url) => (proxy = await startProxy(url)).url));
});
afterAll(async () => {
  await stop?.();
  await proxy?.stop();
});

let email: string;
let elsewhere: string;
beforeEach(() => {
  email = newcomer().email;
  elsewhere = email.replace("@harrow-wren", ".thief@new-job");
});
afterEach(() => proxy.mishap(null));

/**
 * Something is done while what is known for what somebody sends, which names `table`, has been read, and nothing of it is written yet;
 * gives what that somebody is answered.
 */
async function during(
  table: string,
  sent: () => Promise<Answer>,
  done: () => Promise<unknown>,
): Promise<Answer> {
  const before = proxy.mishaps();
  proxy.mishap(mishapAt(table, 1, { delayMs: 1000 }));
  const answer = sent();
  await vi.waitFor(() => expect(proxy.mishaps()).toBe(before + 1), { timeout: 5000 });
  await done();
  return answer;
}

const passkeysOf = async (email: string) =>
  (
    await database(
      "select k.name from passkey k join person p on p.id = k.person_id where p.email = ?",
      email,
    )
  ).map(({ name }) => name);

/** The sessions that a provider of sign-ins has begun for whoever has an address. */
const sessionsByProviderOf = (email: string) =>
  database(
    `select s.id from session s join person p on p.id = s.user_id
      where p.email = ? and s.authenticated_at is not null`,
    email,
  );

/** A passkey that is ready to be sent. */
async function passkeyOf(who: Visitor) {
  const credential = authenticator(portal.url).create(optionsOn(await who.go("/en/profile/passkeys")));
  return () => who.send({ name: "Phone", credential });
}

test("a passkey that is sent while the owner of the address objects to its change is not added", async () => {
  await readdress(await signedIn(portal, email), email, elsewhere);
  const addPasskey = await passkeyOf(await signedIn(portal, elsewhere));
  const owner = await signedIn(portal, email);
  const link = await owner.linkTo(email, "address-changed");

  const added = await during("credential_id", addPasskey, () => owner.post(link));

  expect(added.path).toContain("/en/sign-in");
  expect(await passkeysOf(email)).toEqual([]);
  expect((await (await signedIn(portal, email)).go("/en/profile")).path).toBe("/en/profile");
});

test("what is sent while its session is ended from another browser is not done", async () => {
  const thief = await signedIn(portal, email);
  const owner = await signedIn(portal, email);
  const addPasskey = await passkeyOf(thief);

  const added = await during("credential_id", addPasskey, () =>
    owner.post("/en/profile/sessions", { action: "end-others" }),
  );

  expect(added.path).toContain("/en/sign-in");
  expect(await passkeysOf(email)).toEqual([]);
});

test("an account at a provider that proves the former address is not linked while the address changes", async () => {
  const owner = await signedIn(portal, email);
  await owner.post("/en/profile/address", { action: "ask", email: elsewhere });
  await owner.post(await owner.linkTo(email, "address-change"), { decision: "approve" });
  const link = await owner.linkTo(elsewhere, "address-change");
  const colleague = new Visitor(portal.url);
  const back = await wayBack(colleague, newcomer({ email }));

  await during(
    "refused_identity",
    () => colleague.request("GET", back),
    () => owner.post(link, { decision: "approve" }),
  );

  expect(await identitiesIn(database, elsewhere)).toEqual([]);
  expect(await sessionsByProviderOf(elsewhere)).toEqual([]);
});

test("an account at a provider that proves a thief's address is not linked while the owner objects", async () => {
  await readdress(await signedIn(portal, email), email, elsewhere);
  const owner = await signedIn(portal, email);
  const link = await owner.linkTo(email, "address-changed");
  const thief = new Visitor(portal.url);
  const back = await wayBack(thief, newcomer({ email: elsewhere }));

  await during(
    "refused_identity",
    () => thief.request("GET", back),
    () => owner.post(link),
  );

  expect(await identitiesIn(database, email)).toEqual([]);
  expect(await sessionsByProviderOf(email)).toEqual([]);
});

test("every invariant holds afterwards", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
