import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agreement } from "#src/domain/limits.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { activate, company, followLink, lettersTo, prepareOwn, requestOwn } from "./accounts.ts";
import { sendRepeated } from "./accounts-world.ts";
import { signedIn, sql } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({});
});
afterAll(() => portal?.stop());

const tongues = [
  { language: "en", authorizer: "fr", say: translator("en") },
  { language: "fr", authorizer: "nl", say: translator("fr") },
  { language: "nl", authorizer: "en", say: translator("nl") },
];

test.each(tongues)(
  "in $language: an account is requested, activated by somebody who was never here, and its nominees answer",
  async ({ language, authorizer, say }) => {
    const domain = `own-${language}.example`;
    const chief = `chief@${domain}`;
    const requester = await signedIn(portal, `asks@${domain}`, language, "Alex Asker");

    const sent = await requestOwn(requester, {
      language,
      authorization: {
        authority: "other",
        authorizerEmail: `Chief@${domain.toUpperCase()}`,
        language: authorizer,
        message: "For our licenses",
      },
      administrators: { adminEmails: `one@${domain}\r\ntwo@${domain}`, nominateSelf: "yes" },
    });
    const chiefVisitor = await followLink(portal, chief, "account-to-activate", "Chris Chief");
    const shown = chiefVisitor.last!;
    const activated = await chiefVisitor.submit({
      ...company,
      acceptAgreement: "yes",
      allow: `one@${domain}`,
    });
    const nominee = await followLink(portal, `one@${domain}`, "nominated", "Noor Nominee");
    const nomination = nominee.last!;
    const accepted = await nominee.submit({ decision: "approve" });

    expect(sent).toMatchObject({ status: 200, page: "request", state: "provisional" });
    expect(sent.text).toContain(say("accounts.request.complete"));
    expect(shown).toMatchObject({ page: "link", state: "activateAccount" });
    expect(shown.path.startsWith(`/${authorizer}/link/a`)).toBe(true);
    expect(shown.text).toContain("For our licenses");
    expect(activated.path).toBe(`/${authorizer}/accounts/${domain}`);
    expect(nomination).toMatchObject({ page: "link", state: "acceptNomination" });
    expect(accepted.path).toBe(`/${language}/accounts`);
    expect(await lettersTo(portal, chief)).toEqual([
      `account-to-activate ${authorizer}`,
      `nominee-answered ${authorizer}`,
    ]);
    expect(await lettersTo(portal, `asks@${domain}`)).toEqual([`account-activated ${language}`]);
    expect(await lettersTo(portal, `one@${domain}`)).toEqual([`nominated ${language}`]);
    expect(await lettersTo(portal, `two@${domain}`)).toEqual([]);
    const [told] = await requester.mailTo(`asks@${domain}`, "account-activated");
    expect(told!.subject).toBe(say("emails.account-activated.subject", { account: "Atelier Nord" }));
    const request = await requester.go(sent.path);
    expect(request.state).toBe("active");
  },
);

test("a request that is prepared is on record once, and an answer that stays the same is not written", async () => {
  const email = "prepares@draft.example";
  const visitor = await signedIn(portal, email, "en", "Alex Asker");
  await prepareOwn(visitor, { authorization: { authority: "self" }, company });
  const at = "/en/accounts/new/company";
  const answers = (city: string) => ({ ...company, provideCompany: "yes", city });
  const written = () =>
    sql(portal)(
      `select (select count(*) from operation where person_id = p.id and action = 'account.answer') as operations,
        (select count(*) from audit_event where actor = p.id and action = 'account.answer') as recorded,
        (select json_extract(answers, '$.city') from smart_account where requester_id = p.id) as city
        from person p where email = ?`,
      email,
    );
  const moved = await visitor.post(at, answers("Liège"));
  const [before] = await written();

  const again = [await visitor.post(at, answers("Liège")), await visitor.post(at, answers("Liège"))];
  const [same] = await written();
  const other = await visitor.post(at, answers("Mons"));
  const [after] = await written();

  expect([moved, ...again, other].map(({ status }) => status)).toEqual(Array(4).fill(303));
  expect(new Set([moved, ...again, other].map(({ path }) => path)).size).toBe(1);
  expect(same).toEqual(before);
  expect(before).toMatchObject({ recorded: 1, city: "Liège" });
  expect(after).toEqual({ operations: Number(before!["operations"]) + 1, recorded: 1, city: "Mons" });
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("whoever activates in a browser decides on each person: nobody is left out by an oversight", async () => {
  const domain = "each.example";
  await requestOwn(await signedIn(portal, `asks@${domain}`, "en", "Alex Asker"), {
    authorization: { authority: "other", authorizerEmail: `chief@${domain}` },
    administrators: { adminEmails: `one@${domain}\r\ntwo@${domain}` },
  });
  const chief = await followLink(portal, `chief@${domain}`, "account-to-activate", "Chris Chief");
  const [one, two] = [
    ...new Set(chief.last!.find('input[name^="access-"]').map(({ attributes }) => attributes["name"]!)),
  ] as [string, string];
  const all = { ...company, acceptAgreement: "yes", each: "yes" };

  const silent = await chief.submit({ ...all, acceptAgreement: "" });
  const partly = await chief.submit({ ...all, [one]: "grant" });
  const done = await chief.submit({ ...all, [one]: "grant", [two]: "refuse" });

  const required = "activation.errors.accessRequired";
  expect([silent.status, silent.errors]).toEqual([
    422,
    { [one]: required, [two]: required, acceptAgreement: "activation.errors.acceptAgreementRequired" },
  ]);
  expect([partly.status, partly.errors]).toEqual([422, { [two]: required }]);
  expect(done.path).toBe(`/en/accounts/${domain}`);
  expect(await lettersTo(portal, `one@${domain}`)).toEqual(["nominated en"]);
  expect(await lettersTo(portal, `two@${domain}`)).toEqual([]);
});

test("whoever moves to another company's address before it is decided stays nominated by the address that was read", async () => {
  const domain = "moving.example";
  const [from, to] = [`asks@${domain}`, "asks@elsewhere.example"];
  const asker = await signedIn(portal, from, "en", "Alex Asker");
  await requestOwn(asker, {
    authorization: { authority: "other", authorizerEmail: `chief@${domain}` },
    administrators: { nominateSelf: "yes" },
  });
  const chief = await followLink(portal, `chief@${domain}`, "account-to-activate", "Chris Chief");
  const grants = chief.last!.find('input[name^="access-"][value="grant"]');
  const own = grants.map(({ attributes }) => attributes["name"]!);
  await asker.post("/en/profile/address", { action: "ask", email: to });
  for (const email of [from, to])
    await asker.post(await asker.linkTo(email, "address-change"), { decision: "approve" });

  const done = await chief.submit({
    ...company,
    acceptAgreement: "yes",
    each: "yes",
    ...Object.fromEntries(own.map((name) => [name, "grant"])),
  });

  expect([own.length, done.path]).toEqual([1, `/en/accounts/${domain}`]);
  expect(await sql(portal)("select email from nominee where email in (?, ?)", from, to)).toEqual([
    { email: from },
  ]);
  expect(await lettersTo(portal, to)).not.toContain("nominated en");
});

test("a nomination that waits for an answer ends with its person: removed, left without that role, or taken from the list", async () => {
  const domain = "offered.example";
  const asker = await signedIn(portal, `asks@${domain}`, "en", "Alex Asker");
  const nominees = ["mal", "tess", "zoe"].map((name) => `${name}@${domain}`);
  const [mal, tess, zoe] = nominees as [string, string, string];
  await requestOwn(asker, {
    authorization: { authority: "other", authorizerEmail: `chief@${domain}` },
    administrators: { adminEmails: nominees.join("\r\n") },
  });
  const chief = await followLink(portal, `chief@${domain}`, "account-to-activate", "Chris Chief");
  const decided = { decision: "approve", acceptAgreement: "yes", accountName: "Offered", ...company };
  await sendRepeated(chief, chief.last!.path, [
    ...Object.entries({ ...decided, domainIdentifier: domain }),
    ...nominees.map((email): [string, string] => ["allow", email]),
  ]);
  const people = (action: string, email: string, more: Record<string, string> = {}) =>
    chief.post(`/en/accounts/${domain}/people`, { action, email, confirmed: "yes", scope: "all", ...more });
  const accept = async (email: string) => {
    const visitor = await signedIn(portal, email, "en", "Noor Nominee");
    return visitor.post(await visitor.linkTo(email, "nominated"), { decision: "approve" });
  };

  const listed = await chief.go(`/en/accounts/${domain}/people`);
  await people("associate", mal, { role: "smart-account-viewer" });
  await people("remove", mal);
  await people("associate", tess, { role: "smart-account-viewer" });
  await people("give", tess, { role: "smart-account-administrator" });
  await people("take", tess, { role: "smart-account-administrator" });
  const asked = await chief.post(`/en/accounts/${domain}/people`, { action: "remove", email: zoe });
  const ended = await people("remove", zoe);
  const told = await chief.go(ended.path);
  const late = [await accept(mal), await accept(tess), await accept(zoe)];
  // What was done is said once.
  await chief.go(`/en/accounts/${domain}/people`);
  const page = await chief.go(`/en/accounts/${domain}/people`);
  const request = await asker.go(asker.last!.path);

  const roles = await sql(portal)(
    `select p.email, g.role from role g join person p on p.id = g.person_id join smart_account c on c.id = g.account_id
     where c.domain_identifier = ? and g.ended_at is null order by p.email`,
    domain,
  );
  expect(nominees.map((email) => listed.text.includes(email))).toEqual([true, true, true]);
  expect([asked.state, ended.status]).toEqual(["check", 303]);
  expect([asked.text, told.text].map((text) => text.includes("nomination of zoe@offered.example"))).toEqual([
    true,
    true,
  ]);
  expect(late.map(({ status }) => status)).toEqual([410, 410, 410]);
  expect(roles.map(({ email, role }) => [email, role])).toEqual([
    [`chief@${domain}`, "smart-account-administrator"],
    [tess, "smart-account-viewer"],
  ]);
  expect([page.text.includes(zoe), page.text.includes(mal)]).toEqual([false, false]);
  expect(request.status).toBe(200);
});

test("whoever has the authority activates alone, from the request or from To do", async () => {
  const requester = await signedIn(portal, "boss@alone.example", "fr", "Bo Boss");

  const sent = await requestOwn(requester, {
    language: "fr",
    authorization: { authority: "self" },
    company: { provideCompany: "yes", ...company },
  });
  const tasks = await requester.go("/fr/tasks");
  const link = await requester.linkTo("boss@alone.example", "account-to-activate");
  await requester.go(link);
  const activated = await requester.submit({ acceptAgreement: "yes" });

  expect(sent.find("a").map(({ attributes }) => attributes["href"])).toContain(link);
  expect(tasks.find("a").map(({ attributes }) => attributes["href"])).toContain(link);
  expect(activated.path).toBe("/fr/accounts/alone.example");
  expect(await lettersTo(portal, "boss@alone.example")).toEqual([
    "account-to-activate fr",
    "account-activated fr",
  ]);
  const [role] = await sql(portal)(
    `select g.role, c.agreement_version as agreement from role g join smart_account c on c.id = g.account_id
     where c.domain_identifier = 'alone.example'`,
  );
  expect(role).toMatchObject({ role: "smart-account-administrator", agreement: agreement.version });
});

test("every Change link leads back to the check page, and a step that is not relevant yet to the current one", async () => {
  const visitor = await signedIn(portal, "changes@mind.example");
  const early = await visitor.request("GET", "/en/accounts/new/review");

  const review = await prepareOwn(visitor, { authorization: { authority: "self" } });
  const links = review
    .find("dl a")
    .map(({ attributes }) => String(attributes["href"]))
    .filter((href, index, all) => all.indexOf(href) === index);
  await visitor.go("/en/accounts/new/identity");
  const changed = await visitor.submit({ domainIdentifier: "mind.example", accountName: "Another Name" });

  expect([early.status, early.path]).toEqual([303, "/en/accounts/new/authorization"]);
  expect(links).toEqual(
    ["authorization", "identity", "company", "administrators"].map((step) => `/en/accounts/new/${step}`),
  );
  expect(changed.page).toBe("account-review");
  expect(changed.text).toContain("Another Name");
});

test("another authorizer brings another default identifier, and the step is asked again", async () => {
  const visitor = await signedIn(portal, "moves@first.example");
  await prepareOwn(visitor, { authorization: { authority: "self" } });
  await visitor.go("/en/accounts/new/authorization");

  const asked = await visitor.submit({ authority: "other", authorizerEmail: "chief@second.example" });

  expect(asked.page).toBe("account-identity");
  expect(asked.field("domainIdentifier")).toBe("second.example");
});

test("the same Submit twice makes one account and one message", async () => {
  const visitor = await signedIn(portal, "twice@double.example");
  const review = await prepareOwn(visitor, { authorization: { authority: "self" } });
  const fields = { operationId: review.field("operationId")! };

  const answers = await Promise.all([
    visitor.post("/en/accounts/new/review", fields),
    visitor.post("/en/accounts/new/review", fields),
  ]);

  const back = await visitor.post("/en/accounts/new/review");
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(answers[0]!.path).toBe(answers[1]!.path);
  expect(back.path).toBe(answers[0]!.path);
  expect(await lettersTo(portal, "twice@double.example")).toEqual(["account-to-activate en"]);
});

test("an identifier in use leads on to asking for access; nothing is half there", async () => {
  const first = await signedIn(portal, "first@held.example");
  await requestOwn(first, { authorization: { authority: "self" } });
  const waiting = await first.post("/en/accounts/new/authorization", { authority: "self" });
  const again = await first.post("/en/accounts/new/identity", {
    domainIdentifier: "held.example",
    accountName: "Held",
  });
  await activate(first, "first@held.example");
  const second = await signedIn(portal, "second@held.example");
  await second.go("/en/accounts/new/authorization");
  await second.submit({ authority: "self" });

  const taken = await second.submit({ domainIdentifier: "HELD.example.", accountName: "Held" });

  expect(taken.errors).toEqual({ domainIdentifier: "accounts.errors.domainIdentifierTaken" });
  expect(taken.find('form[id="ask"]')[0]!.attributes["action"]).toBe("/en/accounts/request-access");
  expect(waiting.status).toBe(303);
  expect(again.errors).toEqual({ domainIdentifier: "accounts.errors.domainIdentifierOwn" });
  const [rows] = await sql(portal)(
    "select count(*) as n from smart_account where domain_identifier = 'held.example'",
  );
  expect(rows!["n"]).toBe(1);
});

test("two who activate the same identifier at once: one has it, the other learns that it is in use", async () => {
  const people = await Promise.all([1, 2].map((one) => signedIn(portal, `racer${one}@race.example`)));
  for (const one of people) await requestOwn(one, { authorization: { authority: "self" } });
  const links = await Promise.all(
    [1, 2].map((one) => people[0]!.linkTo(`racer${one}@race.example`, "account-to-activate")),
  );

  const answers = await Promise.all(
    people.map((one, number) =>
      one.post(links[number]!, { decision: "approve", acceptAgreement: "yes", ...company }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
});

test("only the addressee acts: a stranger's browser, another person, and nobody are told apart", async () => {
  const requester = await signedIn(portal, "asks@apart.example");
  await requestOwn(requester, {
    authorization: { authority: "other", authorizerEmail: "chief@apart.example" },
  });
  const link = await requester.linkTo("chief@apart.example", "account-to-activate");

  const foreign = await requester.go(link);
  const acted = await requester.post(link, { decision: "approve", acceptAgreement: "yes", ...company });
  const unknown = await new Visitor(portal.url).post(link, { decision: "approve" });

  expect([foreign.status, foreign.state]).toEqual([403, "otherPerson"]);
  expect(acted.status).toBe(403);
  expect([unknown.status, unknown.path.includes("/sign-in")]).toEqual([303, true]);
});

test("a personal address may not request an account; somebody else's request does not exist for others", async () => {
  const requester = await signedIn(portal, "asks@private.example");
  const sent = await requestOwn(requester, { authorization: { authority: "self" } });
  const personal = await signedIn(portal, "robin@gmail.com");

  const page = await personal.go("/en/accounts/new/authorization");
  const posted = await personal.post("/en/accounts/new/authorization", { authority: "self" });
  const foreign = await personal.go(sent.path);
  const withdrawn = await personal.post(sent.path, { action: "withdraw", confirmed: "yes" });

  expect([page.status, posted.status, foreign.status, withdrawn.status]).toEqual([403, 403, 404, 404]);
});

test("every invariant holds at the end", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
