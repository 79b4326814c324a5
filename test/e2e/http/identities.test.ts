import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import { type Claims, through } from "#test/helpers/oidc/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
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
import { advance, agents, mailsTo, signedIn } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ portal, database, stop } = await startWithProvider());
});
afterAll(() => stop?.());

const visitor = () => new Visitor(portal.url);
const identitiesOf = (email: string) => identitiesIn(database, email);
const sessionsByProviderOf = (email: string) =>
  database(
    `select 1 from session s join person p on p.id = s.user_id
      where p.email = ? and s.authenticated_at is not null`,
    email,
  );

describe("an identity that was linked in an hour at somebody's mailbox", () => {
  /** A thief's, which is linked, and the owner, who has only the mailbox. */
  async function linked() {
    const claims = newcomer({ amr: ["mfa"] });
    const thief = visitor();
    await through(thief, claims);
    return { claims, thief, email: claims.email };
  }

  /** Where the thief comes to, and once the owner has added a passkey. */
  async function after(claims: Claims & { email: string }) {
    const before = await through(visitor(), claims);
    await addPasskey(await signedIn(portal, claims.email));
    const page = await through(visitor(), claims);
    return [before, page].map(({ page, state }) => `${page} ${state}`);
  }

  test("is refused once the owner objects to the change of address that was made by it", async () => {
    const { claims, thief, email } = await linked();
    await readdress(thief, email, `thief.${email}`);
    const owner = await signedIn(portal, email);

    const objected = await owner.post(await owner.linkTo(email, "address-changed"));

    expect([objected.status, objected.path]).toEqual([303, "/en/sign-in"]);
    expect(await identitiesOf(email)).toEqual([]);
    expect(await after(claims)).toEqual(["sign-in ended", "sign-in ended"]);
  });

  test("is refused so too where the change to another company had ended it already", async () => {
    const { claims, thief, email } = await linked();
    const to = email.replace("@harrow-wren", ".thief@new-job");
    await readdress(thief, email, to);
    await through(visitor(), { ...claims, sub: `${claims.sub}-second`, email: to });
    const owner = await signedIn(portal, email);

    await owner.post(await owner.linkTo(email, "address-changed"));
    const second = await through(visitor(), { ...claims, sub: `${claims.sub}-second` });

    expect(await after(claims)).toEqual(["sign-in ended", "sign-in ended"]);
    expect(second.state).toBe("ended");
  });

  test("is refused so too where it was linked to whoever began anew with the old address", async () => {
    const { thief, email } = await linked();
    await readdress(thief, email, email.replace("@harrow-wren", ".thief@new-job"));
    const claims = { sub: `late-${email}`, email, email_verified: true };
    const owner = await signedIn(portal, email);
    await through(visitor(), claims);
    const between = await identitiesOf(email);

    await owner.post(await owner.linkTo(email, "address-changed"));

    expect(between).toEqual([claims.sub]);
    expect(await after(claims)).toEqual(["sign-in ended", "sign-in ended"]);
  });

  test("is known no more once nobody can object to the change that ended it", async () => {
    const { thief, email } = await linked();
    const to = email.replace("@harrow-wren", ".settled@new-job");
    await readdress(thief, email, to);
    const noted = () =>
      database("select identities from address_change where new_email = ?", to).then(
        ([row]) => row!["identities"],
      );
    const before = await noted();

    await advance(portal, "P15D");
    await portal.cron();

    expect(before).toContain("subject-");
    expect(await noted()).toBeNull();
  });

  test("is refused once two agents have said that the owner's passkeys are lost", async () => {
    const { claims, email } = await linked();
    await addPasskey(await signedIn(portal, email));
    const before = await identitiesOf(email);
    for (const agent of agents.slice(0, 2)) {
      await database("delete from passkey where person_id = (select id from person where email = ?)", agent);
      const one = await signedIn(portal, agent, "en", "Some Agent");
      await addPasskey(one);
      await one.post("/en/people", { action: "recover", email, comment: "Called back", confirmed: "yes" });
    }

    expect([before, await identitiesOf(email)]).toEqual([[claims.sub], []]);
    expect(await after(claims)).toEqual(["sign-in ended", "sign-in ended"]);
  });
});

describe("an identity of one's own", () => {
  const here = "/en/profile/sessions";
  const end = (identity: string) => ({ action: "end-identity", identity, confirmed: "yes" });
  const idOf = async (email: string) =>
    String(
      (
        await database(
          "select a.id from account a join person p on p.id = a.user_id where p.email = ?",
          email,
        )
      )[0]?.["id"],
    );
  const refusedTo = (email: string) =>
    database(
      "select r.subject from refused_identity r join person p on p.id = r.person_id where p.email = ?",
      email,
    );
  /** Trips to the database of the last request for the page, or by its form. */
  async function tripsOfLast(method: "GET" | "POST") {
    const { requests } = (await (await fetch(`${portal.url}/dev/stats`)).json()) as {
      requests: { method: string; address: string; databaseRoundTrips: number }[];
    };
    return requests.find((one) => one.method === method && one.address.endsWith("/profile/sessions"))
      ?.databaseRoundTrips;
  }
  const whereTo = ({ page, state }: Answer) => `${page} ${state ?? ""}`.trim();

  /** Somebody signed in by code, with an identity that is linked in another browser. */
  async function linked() {
    const claims = newcomer();
    const owner = await signedIn(portal, claims.email);
    const elsewhere = visitor();
    await through(elsewhere, claims);
    return { claims, email: claims.email, owner, elsewhere, id: await idOf(claims.email) };
  }

  /** The same, ended by its owner. */
  async function ended() {
    const one = await linked();
    await one.owner.post(here, end(one.id));
    return one;
  }

  test.each(["en", "fr", "nl"] as const)(
    "is listed with the provider's name in one trip (%s)",
    async (language) => {
      const { owner } = await linked();
      const say = translator(language);

      const page = await owner.go(`/${language}/profile/sessions`);
      const trips = await tripsOfLast("GET");

      expect(page.text).toContain(say("sessions.services.title"));
      expect(page.text).toContain(`Arden Login ${say("sessions.services.since")}`);
      expect(page.find('button[value="end-identity"]')).toHaveLength(1);
      expect(trips).toBe(1);
    },
  );

  test("is named by its host where the settings name another provider by now", async () => {
    const { owner, email } = await linked();
    await database(
      "update account set provider_id = 'https://login.before.example/realm' where user_id = (select id from person where email = ?)",
      email,
    );

    const page = await owner.go(here);

    expect(page.text).toContain("login.before.example Accepted since");
    expect(page.text).not.toContain("Arden Login Accepted since");
  });

  test("is not there for whoever has none, which the page says", async () => {
    const page = await (await signedIn(portal, newcomer().email)).go(here);

    expect(page.text).toContain(en("sessions.services.none"));
    expect(page.find('input[name="identity"]')).toEqual([]);
  });

  test("is ended once that is confirmed, with every other session that a provider has begun", async () => {
    const { claims, email, owner, elsewhere, id } = await linked();
    const byCode = await signedIn(portal, email);
    await owner.go(here);

    const asked = await owner.post(here, { action: "end-identity", identity: id });
    const before = await identitiesOf(email);
    const done = await owner.post(here, end(id));
    const page = await owner.go(here);

    expect(asked).toMatchObject({ status: 200, state: "check" });
    expect(asked.text).toContain(en("sessions.services.check.refused", { service: "Arden Login" }));
    expect(before).toEqual([claims.sub]);
    expect([done.status, done.path]).toEqual([303, here]);
    expect(page.text).toContain(en("sessions.services.ended", { service: "Arden Login" }));
    expect(page.text).toContain(en("sessions.services.refused.title"));
    expect([await identitiesOf(email), await refusedTo(email)]).toEqual([[], [{ subject: claims.sub }]]);
    const inside = [elsewhere, byCode, owner].map(async (one) => (await one.request("GET", here)).status);
    expect(await Promise.all(inside)).toEqual([303, 200, 200]);
    expect((await mailsTo(portal, email, "passkeys-changed")).map(({ subject }) => subject)).toEqual([
      en("emails.passkeys-changed.unlinked.subject", { name: "Arden Login" }),
      en("emails.passkeys-changed.linked.subject", { name: "Arden Login" }),
    ]);
    expect(
      await database(
        "select action from audit_event a join person p on p.id = a.subject_id where p.email = ? and action like 'identity.%'",
        email,
      ),
    ).toEqual([{ action: "identity.end" }]);
  });

  test("is ended in two trips", async () => {
    const { owner, id } = await linked();

    await owner.post(here, end(id));
    const trips = await tripsOfLast("POST");

    expect(trips).toBe(2);
  });

  test("is ended too by whoever came with it, who stays signed in", async () => {
    const { elsewhere, email, id } = await linked();

    await elsewhere.post(here, end(id));

    expect((await elsewhere.go(here)).page).toBe("sessions");
    expect(await identitiesOf(email)).toEqual([]);
  });

  test("is refused from then on, in the page's language with what to do, and nothing is changed by that", async () => {
    const { claims, email } = await ended();
    const browser = await signedIn(portal, newcomer().email, "nl");
    const mails = (await mailsTo(portal, email, "passkeys-changed")).length;

    const page = await through(browser, claims, "/sign-in/oidc?again=yes&next=%2Fnl%2Ftasks");
    const plain = await through(visitor(), claims);

    expect(page).toMatchObject({ status: 200, page: "sign-in", state: "ended" });
    expect(plain).toMatchObject({ status: 200, page: "sign-in", state: "ended" });
    expect(plain.text).toContain(en("signIn.service.problems.ended", { service: "Arden Login" }));
    expect((await browser.request("GET", "/nl/profile")).status).toBe(200);
    expect(await identitiesOf(email)).toEqual([]);
    expect(await sessionsByProviderOf(email)).toEqual([]);
    expect(await mailsTo(portal, email, "passkeys-changed")).toHaveLength(mails);
  });

  test("is refused to nobody else: not to whoever has another address that it proves", async () => {
    const { claims } = await ended();
    const other = newcomer();
    await signedIn(portal, other.email);
    const fresh = newcomer();

    const known = await through(visitor(), { ...claims, email: other.email });
    await database("delete from account where account_id = ?", claims.sub);
    const unknown = await through(visitor(), { ...claims, email: fresh.email });

    expect([known.page, unknown.page]).toEqual(["portal", "portal"]);
  });

  test("gives way to another one of the same person, while the ended one stays refused", async () => {
    const { claims, email } = await ended();
    const own = { ...claims, sub: `${claims.sub}-own` };

    const page = await through(visitor(), own);
    const refused = await through(visitor(), claims);

    expect(page.page).toBe("portal");
    expect(whereTo(refused)).toBe("sign-in ended");
    expect(await identitiesOf(email)).toEqual([own.sub]);
  });

  test("is accepted again by its owner, and linked at the next sign-in", async () => {
    const { claims, email, owner, id } = await ended();
    await owner.go(here);

    const done = await owner.post(here, { action: "allow-identity", identity: id });
    const page = await owner.go(here);
    const again = await through(visitor(), claims);

    expect([done.status, done.path]).toEqual([303, here]);
    expect(page.text).toContain(en("sessions.services.allowed", { service: "Arden Login" }));
    expect(await refusedTo(email)).toEqual([]);
    expect(again.page).toBe("portal");
    expect(await identitiesOf(email)).toEqual([claims.sub]);
  });

  test("is ended and accepted again as often as one likes, each once", async () => {
    const { claims, email, owner, id } = await linked();
    const form = { ...end(id), operationId: "" };
    await owner.go(here);
    const operationId = owner.last!.field("operationId")!;

    const twice = [
      await owner.post(here, { ...form, operationId }),
      await owner.post(here, { ...form, operationId }),
      await owner.post(here, end(id)),
      await owner.post(here, { action: "allow-identity", identity: id }),
      await owner.post(here, { action: "allow-identity", identity: id }),
    ];
    await through(visitor(), claims);
    await owner.post(here, end(await idOf(email)));

    expect(twice.map(({ status, path }) => `${status} ${path}`)).toEqual(Array(5).fill(`303 ${here}`));
    expect(await refusedTo(email)).toEqual([{ subject: claims.sub }]);
    expect(await mailsTo(portal, email, "passkeys-changed")).toHaveLength(4);
  });

  test("of somebody else is neither ended nor accepted again, and nobody learns that it is there", async () => {
    const { claims, email, id } = await linked();
    const refused = await ended();
    const stranger = await signedIn(portal, newcomer().email);

    const answers = [];
    for (const identity of [id, refused.id, claims.sub, "made-up", ""])
      for (const action of ["end-identity", "allow-identity"])
        answers.push(await stranger.post(here, { action, identity, confirmed: "yes" }));
    const nobody = await visitor().post(here, end(id));

    expect(answers.map(({ status, path }) => `${status} ${path}`)).toEqual(Array(10).fill(`303 ${here}`));
    expect(await identitiesOf(email)).toEqual([claims.sub]);
    expect(await refusedTo(refused.email)).toEqual([{ subject: refused.claims.sub }]);
    expect(nobody.path).toBe(`/en/sign-in?next=${encodeURIComponent(here)}`);
  });

  test("is neither ended nor accepted again in a session that is older than half an hour", async () => {
    const { email, owner, id } = await linked();
    const refused = await ended();
    await database("update session set created_at = created_at - 1900000");

    const ending = await owner.post(here, end(id));
    const allowing = await refused.owner.post(here, { action: "allow-identity", identity: refused.id });
    const led = await owner.go(ending.path);

    expect(ending).toMatchObject({
      status: 303,
      path: `/en/sign-in/passkey?next=${encodeURIComponent(here)}`,
    });
    expect(allowing.path).toBe(ending.path);
    expect(led).toMatchObject({
      page: "sign-in",
      path: `/en/sign-in?again=yes&next=${encodeURIComponent(here)}`,
    });
    expect(await identitiesOf(email)).toHaveLength(1);
    expect(await refusedTo(refused.email)).toHaveLength(1);
  });

  test("is not accepted again by whoever came with another one: two accounts there do not let in each other", async () => {
    const { claims, email, id } = await ended();
    const thief = visitor();
    await through(thief, { ...claims, sub: `${claims.sub}-second` });

    const page = await thief.go(here);
    const allowed = await thief.post(here, { action: "allow-identity", identity: id });

    expect(page.find('button[value="allow-identity"]')).toEqual([]);
    expect(page.text).toContain(en("sessions.services.codeFirst"));
    expect(allowed.status).toBe(403);
    expect(allowed.text).toContain(en("sessions.services.codeFirst"));
    expect(await refusedTo(email)).toHaveLength(1);
  });

  test("is refused at once, also where a sign-in with it is under way", async () => {
    const { claims, email, owner, id } = await linked();
    const late = visitor();
    const back = await wayBack(late, claims);

    await owner.post(here, end(id));
    const page = await late.go(back);

    expect(whereTo(page)).toBe("sign-in ended");
    expect(await identitiesOf(email)).toEqual([]);
  });

  test("either signs in or is ended, where both come at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { claims, email, owner, id } = await linked();
      const late = visitor();
      const back = await wayBack(late, claims);

      await Promise.all([late.request("GET", back), owner.post(here, end(id))]);

      expect(await identitiesOf(email)).toEqual([]);
      expect((await late.request("GET", "/en/profile")).status).toBe(303);
    }
  });

  test("of whoever has a passkey is ended once that was shown lately, and refused before it is asked for", async () => {
    const claims = newcomer({ amr: ["mfa"] });
    const device = authenticator(portal.url);
    const owner = visitor();
    await through(owner, claims);
    await addPasskey(owner, device);
    const id = await idOf(claims.email);
    await database("update session set proved_at = 1");

    const led = await owner.post(here, end(id));
    await owner.go(led.path);
    await owner.submit({ credential: device.get(optionsOn(owner.last!)) });
    const done = await owner.post(here, end(id));
    const page = await through(visitor(), claims);

    expect(led.path).toBe(`/en/sign-in/passkey?next=${encodeURIComponent(here)}`);
    expect(done.path).toBe(here);
    expect(whereTo(page)).toBe("sign-in ended");
  });

  test("that was ended stands in the copy of one's data, and erasure forgets it", async () => {
    const { claims, email, owner } = await ended();

    const copy = await owner.post("/en/profile/data", { action: "copy" });
    await owner.post("/en/profile/data", { action: "erase", confirmed: "yes" });
    const left = await database("select 1 from refused_identity where subject = ?", claims.sub);
    const page = await through(visitor(), claims);

    expect(copy.body).toContain(claims.sub);
    expect(left).toEqual([]);
    expect(page.page).toBe("portal");
    expect(await identitiesOf(email)).toEqual([claims.sub]);
  });
});

test("the invariants hold", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
