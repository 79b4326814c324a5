import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { advance, agents, mailsTo, signedIn, sql, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let number = 0;
let from: string;
let to: string;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());
beforeEach(() => {
  number += 1;
  [from, to] = [`one${number}@acme.example`, `other${number}@acme.example`];
});

const here = "/en/profile/address";
const ask = (who: Visitor, email = to) => who.post(here, { action: "ask", email });
const linkTo = (email: string, template = "address-change") =>
  new Visitor(portal.url).linkTo(email, template);
const stateOf = async (email = from) =>
  (
    await database("select state from address_change where old_email = ? order by created_at desc", email)
  )[0]?.["state"];
const idOf = async (email: string) =>
  (await database("select id from person where email = ?", email))[0]?.["id"];
const isIn = async (who: Visitor) => (await who.request("GET", here)).status === 200;

/** Somebody who has asked; both mailboxes have a link. */
async function asking(email = from) {
  const who = await signedIn(portal, email);
  await ask(who);
  return who;
}

/** Somebody who has changed to the other address. */
async function changed(email = from) {
  const who = await asking(email);
  await who.post(await linkTo(email), { decision: "approve" });
  await who.post(await linkTo(to), { decision: "approve" });
  return who;
}

describe("asking", () => {
  test("writes to both mailboxes, and changes nothing by links that are only opened", async () => {
    const who = await signedIn(portal, from);
    const answer = await who.go(here).then(() => who.submit({ action: "ask", email: to.toUpperCase() }));
    for (const email of [from, to]) {
      await who.go(await linkTo(email));
      await new Visitor(portal.url).go(await linkTo(email));
    }

    expect(answer).toMatchObject({ status: 200, page: "address", state: "asked" });
    expect(await stateOf()).toBe("asked");
    expect(await idOf(to)).toBeUndefined();
    expect((await mailsTo(portal, to, "address-change"))[0]!.text).not.toContain("Robin Tester");
  });

  test.each([
    ["", "address.errors.emailRequired"],
    ["nobody", "address.errors.emailMalformed"],
    ["robin@gmail.com", "address.errors.emailPersonal"],
  ])("refuses %s", async (email, error) => {
    const answer = await ask(await signedIn(portal, from), email);
    expect([answer.status, answer.errors]).toEqual([422, { email: error }]);
  });

  test("answers alike whether the address is free, somebody's, an agent's, or wants nothing of us", async () => {
    await signedIn(portal, to);
    const answers = [];
    for (const email of [`free${number}@acme.example`, to, agents[1]]) {
      const who = await signedIn(portal, `asker${email}`);
      await ask(who, email);
      answers.push((await who.go(here)).text.replaceAll(email, "…").replaceAll(`asker${email}`, "…"));
    }

    const [free, ...others] = answers.map((text) => text.replace(/\d+ \w+ \d{4} at [\d:]+/gu, ""));
    expect(others).toEqual([free, free]);
    expect(await mailsTo(portal, to, "address-change")).toEqual([]);
    expect((await mailsTo(portal, to, "address-changed"))[0]!.subject).toBe(
      en("emails.address-changed.taken.subject"),
    );
  });

  test("comes once at a time, three times a day, and not to agents", async () => {
    const who = await asking();
    const second = await ask(who, `third${number}@acme.example`);
    for (let times = 0; times < 2; times += 1) {
      await who.post(here, { action: "withdraw" });
      await ask(who, `third${times}${number}@acme.example`);
    }
    await who.post(here, { action: "withdraw" });
    const fourth = await ask(who, `fourth${number}@acme.example`);
    const agent = await ask(await signedIn(portal, agents[0]), to);

    expect([second.status, second.path]).toEqual([303, here]);
    expect(await mailsTo(portal, `third${number}@acme.example`, "address-change")).toEqual([]);
    expect([fourth.status, fourth.errors]).toEqual([429, { email: "address.errors.tooMany" }]);
    expect(agent.status).toBe(403);
  });

  test("needs a sign-in of the last half hour", async () => {
    const who = await signedIn(portal, from);
    await database(
      "update session set created_at = created_at - 3600000 where user_id = ?",
      String(await idOf(from)),
    );

    const answer = await ask(who);

    expect([answer.status, answer.path.split("?")[0]]).toEqual([303, "/en/sign-in/passkey"]);
    expect(await stateOf()).toBeUndefined();
  });
});

describe("both mailboxes confirm", () => {
  test("in either order; then all is kept, and everybody is signed out", async () => {
    [from, to] = ["els.wouters@noorderkaai.example", "els@noorderkaai.example"];
    const who = await signedIn(portal, from);
    const second = await signedIn(portal, from);
    const id = await idOf(from);
    await ask(who);
    const half = await who.go(await linkTo(to)).then(() => who.submit({ decision: "approve" }));
    const made = await who.post(await linkTo(from), { decision: "approve" });

    expect(half).toMatchObject({ page: "address", state: "confirmedByNew" });
    expect([made.status, made.path]).toEqual([303, "/nl/sign-in"]);
    expect([await stateOf(), await idOf(to), await idOf(from)]).toEqual(["made", id, undefined]);
    expect([await isIn(who), await isIn(second)]).toEqual([false, false]);
    expect((await signedIn(portal, to)).last).toMatchObject({ status: 200, page: "portal" });
    expect(
      await database(
        "select distinct organization_id as place from audit_event where action = 'address.change' and organization_id is not null",
      ),
    ).toMatchObject([{ place: "noorderkaai" }]);
    const [told] = await mailsTo(portal, "tom.maes@noorderkaai.example", "administrator-changed");
    expect(told!.text).toContain(to);
  });

  test("only in the hands of whoever asked, and not from To do", async () => {
    await asking();
    const stranger = await signedIn(portal, `stranger${number}@acme.example`);
    const answers = [];
    for (const email of [from, to])
      answers.push(await stranger.post(await linkTo(email), { decision: "approve" }));
    const out = await new Visitor(portal.url).post(await linkTo(to), { decision: "approve" });
    const tasks = await (await signedIn(portal, from)).go("/en/tasks");

    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(out.status).toBe(303);
    expect(tasks.find('a[href*="/link/"]')).toEqual([]);
    expect(await stateOf()).toBe("asked");
  });

  test("the code that the new mailbox's link asks for goes to the present address", async () => {
    await asking();
    const outside = new Visitor(portal.url);
    const link = await linkTo(to);
    const page = await outside.go(link);
    await outside.post(`${link}/code`);

    expect(page.text).toContain("o••••@acme.example");
    expect(await mailsTo(portal, to, "sign-in-code")).toEqual([]);
    expect(await idOf(to)).toBeUndefined();
  });

  test("what waits for the old address waits for the new one", async () => {
    const who = await asking();
    await database(
      "insert into invitation (id, inviter_id, email, language, created_at) select ?, id, ?, 'en', 1 from person where email = ?",
      `i${number}`,
      from,
      from,
    );
    await database(
      "insert into link (id, purpose, email, subject_id, nonce, token_hash, created_at, expires_at) values (?1, 'acceptTerms', ?2, 's', 'n', ?1, 1, 9e15)",
      `l${number}`,
      from,
    );
    await who.post(await linkTo(from));
    await who.post(await linkTo(to));

    const named = await database(
      "select email from invitation where id = ? union all select email from link where id = ?",
      `i${number}`,
      `l${number}`,
    );
    await database("delete from link where id = ?", `l${number}`);
    expect(named).toMatchObject([{ email: to }, { email: to }]);
  });

  test("what a stranger has sent to it stays with the old one, as it was typed, and is repeated to nobody else", async () => {
    const stranger = await signedIn(portal, `partner${number}@resale.example`, "en", "Pat Partner");
    await stranger.post("/en/onboarding/hand-over", { email: from, language: "en" });
    await stranger.go("/en/accounts/for-customer");
    await stranger.submit({
      accountName: "Acme Works",
      customerEmail: from,
      domainIdentifier: "acme.example",
      userEmails: `user${number}@acme.example`,
    });
    const { path } = await stranger.submit();
    const colleague = await signedIn(portal, `colleague${number}@acme.example`, "en", "Cole League");
    await colleague.post("/en/onboarding/hand-over", { email: from, language: "en" });

    await changed();
    await advance(portal, "P2DT1H");
    await stranger.post(path, { action: "remind" });

    const pages = [await stranger.go("/en/onboarding/hand-over"), await stranger.go(path)];
    const mails = await mailsTo(portal, to, "account-to-activate");
    const theirs = await colleague.go("/en/onboarding/hand-over");
    expect(pages.map(({ text }) => [text.includes(from), text.includes(to)])).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(mails).toEqual([]);
    expect(theirs.text).toContain(to);
  });

  test("each once, and all at the same time makes one change", async () => {
    const who = await asking();
    const [old, fresh] = [await linkTo(from), await linkTo(to)];
    const answers = await Promise.all(
      [old, fresh, old, fresh].map((link) => who.post(link, { decision: "approve" })),
    );

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const again = await who.post(old, { decision: "approve" });
    if ((await stateOf()) !== "made") await who.post(fresh, { decision: "approve" });
    expect(again.status).toBeLessThan(500);
    expect([await stateOf(), (await mailsTo(portal, from, "address-changed")).length]).toEqual(["made", 1]);
  });

  test("not when one of them stops it, or after a day", async () => {
    const who = await asking();
    const link = await linkTo(to);
    const stopped = await who.post(await linkTo(from), { decision: "deny" });
    const late = await who.go(link);

    expect([stopped.status, await stateOf()]).toEqual([303, "withdrawn"]);
    expect(late.status).toBe(410);
    expect((await who.post(link, { decision: "approve" })).status).toBe(410);
  });

  test("not when somebody else has come with the new address meanwhile", async () => {
    const who = await asking();
    await who.post(await linkTo(from), { decision: "approve" });
    await signedIn(portal, to);

    const answer = await who.post(await linkTo(to), { decision: "approve" });

    expect([answer.status, await stateOf()]).toEqual([410, "confirmedByOld"]);
    expect(await isIn(who)).toBe(true);
  });

  test("not when the person is suspended meanwhile", async () => {
    const who = await asking();
    await database("update person set disabled_at = 1 where email = ?", from);

    await who.post(await linkTo(from), { decision: "approve" });

    expect(await stateOf()).toBe("asked");
  });
});

describe("the old mailbox", () => {
  test("objects: the address is the person's again, whoever was signed in is out, and new passkeys end", async () => {
    const id = String(await signedIn(portal, from).then(() => idOf(from)));
    await changed();
    const thief = await signedIn(portal, to);
    const options = optionsOn(await thief.go("/en/profile/passkeys"));
    await thief.submit({ name: "Thief", credential: authenticator(portal.url).create(options) });
    const owner = await signedIn(portal, from);
    const stranger = await idOf(from);

    await owner.go(await linkTo(from, "address-changed"));
    const answer = await owner.send();

    expect([answer.status, answer.path]).toEqual([303, "/en/sign-in"]);
    expect([await idOf(from), await idOf(to), await stateOf()]).toEqual([id, undefined, "undone"]);
    expect([await isIn(thief), await isIn(owner)]).toEqual([false, false]);
    expect(await database("select 1 from passkey where person_id = ?", id)).toEqual([]);
    expect(await database("select erased_at from person where id = ?", String(stranger))).toMatchObject([
      { erased_at: expect.any(Number) as number },
    ]);
    expect(await mailsTo(portal, to, "address-changed")).toHaveLength(1);
    expect((await signedIn(portal, from)).last).toMatchObject({ status: 200, page: "portal" });
  });

  test("objects once, and nobody else does", async () => {
    await changed();
    const link = await linkTo(from, "address-changed");
    const other = await signedIn(portal, to);
    const refused = await other.post(link);
    const owner = await signedIn(portal, from);
    await Promise.all([owner.post(link), owner.post(link)]);

    expect(refused.status).toBe(403);
    expect(await stateOf()).toBe("undone");
    expect(
      await database(
        "select 1 from audit_event where action = 'address.object' and to_state = 'undone' and subject_id = (select id from address_change where old_email = ?)",
        from,
      ),
    ).toHaveLength(1);
  });
});

describe("whoever had the old mailbox for an hour, and the new one, keeps its owner from objecting", () => {
  const owned = async () => {
    const owner = await signedIn(portal, from);
    await owner.post(await linkTo(from, "address-changed"));
    return [await stateOf(), owner.last!.status];
  };

  test("not by a passkey of whoever begins anew with the old address", async () => {
    await changed();
    const decoy = await signedIn(portal, from);
    const options = optionsOn(await decoy.go("/en/profile/passkeys"));
    const added = await decoy.submit({
      name: "Decoy",
      credential: authenticator(portal.url).create(options),
    });

    expect([added.status, added.errors]).toEqual([422, { form: "passkeys.errors.mayObject" }]);
    expect(await owned()).toEqual(["undone", 303]);
  });

  test("not by somebody else, who has a passkey, changing to the old address", async () => {
    await changed();
    const other = await signedIn(portal, `accomplice${number}@acme.example`);
    await ask(other, from);
    const mails = await mailsTo(portal, from, "address-changed");

    expect(mails[0]!.subject).toContain("already in use");
    expect(await mailsTo(portal, from, "address-change")).toHaveLength(1);
    expect(await idOf(from)).toBeUndefined();
  });

  test("not by having all data erased that were begun with the old address", async () => {
    await changed();
    const decoy = await signedIn(portal, from);
    const link = await linkTo(from, "address-changed");
    await decoy.post("/en/profile/data", { action: "erase", confirmed: "yes" });
    const owner = await signedIn(portal, from);

    await owner.post(link);

    expect([await stateOf(), owner.last!.status]).toEqual(["undone", 303]);
  });

  test("not by changing on from the old address", async () => {
    await changed();
    const objection = await linkTo(from, "address-changed");
    const decoy = await signedIn(portal, from);
    const third = `third${number}@acme.example`;
    await ask(decoy, third);
    await decoy.post(await linkTo(from), { decision: "approve" });
    await decoy.post(await linkTo(third), { decision: "approve" });
    const owner = await signedIn(portal, from);

    await owner.post(objection);

    expect(owner.last!.status).toBe(303);
    expect(await database("select state from address_change where new_email = ?", to)).toEqual([
      { state: "undone" },
    ]);
  });

  test("nor makes a later objection take everything from whoever took the address back", async () => {
    const id = await signedIn(portal, from).then(() => idOf(from));
    await changed();
    const objection = await linkTo(from, "address-changed");
    const decoy = await signedIn(portal, from);
    const third = `later${number}@acme.example`;
    await ask(decoy, third);
    await decoy.post(await linkTo(from), { decision: "approve" });
    await decoy.post(await linkTo(third), { decision: "approve" });
    const owner = await signedIn(portal, from);
    const later = await linkTo(from, "address-changed");
    await owner.post(objection);
    const back = await signedIn(portal, from);

    const refused = await back.post(later);

    const options = optionsOn(await back.go("/en/profile/passkeys"));
    const added = await back.submit({ name: "Own", credential: authenticator(portal.url).create(options) });

    expect(later).not.toBe(objection);
    expect([refused.status, await idOf(from), await isIn(back)]).toEqual([410, id, true]);
    expect(added).toMatchObject({ status: 200, errors: {} });
  });

  test("nor empties the message by which the owner objects, by having erased who changed on from the old address", async () => {
    await changed();
    const objection = await linkTo(from, "address-changed");
    const decoy = await signedIn(portal, from);
    const third = `gone${number}@acme.example`;
    await ask(decoy, third);
    await decoy.post(await linkTo(from), { decision: "approve" });
    await decoy.post(await linkTo(third), { decision: "approve" });
    const gone = await signedIn(portal, third);
    await gone.post("/en/profile/data", { action: "erase", confirmed: "yes" });

    const left = await database(
      "select count(*) as many from outbox where recipient = ? and template in ('address-change', 'address-changed') and text <> ''",
      from,
    );
    const owner = await signedIn(portal, from);
    await owner.post(objection);

    expect(left).toEqual([{ many: 2 }]);
    expect(await database("select state from address_change where new_email = ?", to)).toEqual([
      { state: "undone" },
    ]);
  });
});

test("whoever has come with the new address by mistake has that erased, and the change goes on", async () => {
  const who = await asking();
  const links = [await linkTo(from), await linkTo(to)];
  const mistaken = await signedIn(portal, to);
  const taken = await who.post(links[1]!, { decision: "approve" });
  await mistaken.post("/en/profile/data", { action: "erase", confirmed: "yes" });

  for (const link of links) await who.post(link, { decision: "approve" });

  expect(taken.status).toBe(410);
  expect(await stateOf()).toBe("made");
});

test("the old mailbox takes nothing that named the new address before the change", async () => {
  await database(
    "insert into entitlement (contract_number, email) select number, ? from contract order by number limit 1",
    to,
  );
  await changed();
  const owner = await signedIn(portal, from);

  await owner.post(await linkTo(from, "address-changed"));

  expect(await stateOf()).toBe("undone");
  expect(await database("select email from entitlement where email in (?, ?)", from, to)).toEqual([
    { email: to },
  ]);
});

test("whoever had a passkey when the change was made is not let in by the old mailbox alone", async () => {
  const who = await signedIn(portal, from);
  const options = optionsOn(await who.go("/en/profile/passkeys"));
  await who.submit({ name: "Own", credential: authenticator(portal.url).create(options) });
  await ask(who);
  await who.post(await linkTo(from), { decision: "approve" });
  await who.post(await linkTo(to), { decision: "approve" });
  const id = String(await idOf(to));
  await database("update passkey set created_at = created_at + 1e9 where person_id = ?", id);
  const mailbox = await signedIn(portal, from);

  await mailbox.post(await linkTo(from, "address-changed"));

  expect(await stateOf()).toBe("undone");
  expect(await database("select name from passkey where person_id = ?", id)).toEqual([{ name: "Own" }]);
});

test("the old mailbox takes back the address, and nothing that the new one was given or has asked for", async () => {
  [from, to] = ["leaver@former.example", "leaver@noorderkaai.example"];
  const administrator = await signedIn(portal, "tom.maes@noorderkaai.example");
  await changed();
  const leaver = await signedIn(portal, to);
  await administrator.post("/en/organizations/noorderkaai/people", {
    action: "associate",
    email: to,
    role: "customer-administrator",
  });
  const reads = (await leaver.go("/en/organizations/noorderkaai/people")).status;
  await leaver.post("/en/onboarding/verify", {
    action: "associate",
    contractNumber: "999999999",
    serialNumber: "FOC2102MTV7",
  });

  const former = await signedIn(portal, from);
  await former.post(await linkTo(from, "address-changed"));
  const back = await signedIn(portal, from);

  const id = String(await idOf(from));
  expect([reads, (await back.go("/en/organizations/noorderkaai/people")).status]).toEqual([200, 404]);
  expect(await database("select 1 from role where person_id = ? and ended_at is null", id)).toEqual([]);
  expect(await database("select state from review where person_id = ?", id)).toEqual([
    { state: "withdrawn" },
  ]);
  expect(
    await database(
      "select to_state from audit_event where action = 'address.object' and subject_id in (select id from role where person_id = ?)",
      id,
    ),
  ).toContainEqual({ to_state: "ended" });
});

test("a copy of one's data says it, and erasure leaves neither address", async () => {
  const who = await changed();
  await who.signIn(to);
  const copy = await who.post("/en/profile/data", { action: "copy" });
  await who.post("/en/profile/data", { action: "erase", confirmed: "yes" });

  expect(copy.body).toContain(from);
  for (const [table, column, but] of [
    ["person", "email", "true"],
    ["link", "email", "true"],
    // The last message, that all is erased, goes when it has left.
    ["outbox", "recipient", "template <> 'data-erased'"],
    ["address_change", "old_email", "true"],
    ["address_change", "new_email", "true"],
  ])
    expect(
      await database(`select ${column} as it from ${table} where ${column} in (?, ?) and ${but}`, from, to),
    ).toEqual([]);
});

test("after its time what was not confirmed is over, and what was made is final; the record holds", async () => {
  const waits = await asking();
  const lapsing = from;
  [from, to] = [`later${number}@acme.example`, `latest${number}@acme.example`];
  await changed();
  const objection = await linkTo(from, "address-changed");
  await advance(portal, "P15D");
  await portal.cron();

  const owner = await signedIn(portal, from);
  const late = await owner.post(objection);

  expect([await stateOf(lapsing), await stateOf(from)]).toEqual(["lapsed", "settled"]);
  expect(late.status).toBe(410);
  expect((await waits.go("/en/sign-in")).status).toBe(200);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
