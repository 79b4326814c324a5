import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { reason, rolesIn } from "./accounts-world.ts";
import { signedIn, startDemo } from "./world.ts";

const account = "noorderkaai.example";
const genk = "demo-account-noorderkaai-genk";
const antwerpen = "demo-account-noorderkaai-antwerpen";
const nl = translator("nl");
const user = "virtual-account-user";

let portal: TestPortal;
let joris: Visitor;
let els: Visitor;
let number = 0;
beforeAll(async () => {
  portal = await startDemo();
  [joris, els] = await Promise.all([
    signedIn(portal, "joris.baert@noorderkaai.example", "nl"),
    signedIn(portal, "els.wouters@noorderkaai.example", "nl"),
  ]);
});
afterAll(() => portal.stop());

const at = (part: string) => `/nl/accounts/${account}/${part}`;
const someone = () => `member.${(number += 1)}@noorderkaai.example`;
const by = (visitor: Visitor, action: string, fields: Record<string, string>) =>
  visitor.post(at("people"), { action, confirmed: "yes", ...fields });
const give = (visitor: Visitor, email: string, scope: string, role = user) =>
  by(visitor, "associate", { email, scope, role, language: "nl" });

/** Somebody new asks for access, for a virtual account where one is named. */
async function asks(virtualAccount?: string) {
  const email = someone();
  const asker = await signedIn(portal, email, "nl", `Member ${number}`);
  await asker.go("/nl/accounts/request-access");
  await asker.submit({ domainIdentifier: account });
  const answer = await asker.submit({ reason, ...(virtualAccount && { virtualAccount }) });
  return { email, asker, answer, id: answer.path.split("/").at(-1)! };
}

const approve = (visitor: Visitor, id: string, scope: string, role = user) =>
  visitor.post(at(`requests/${id}`), { decision: "approve", scope, role });

test("of the account they see the people of their part, and what these hold there", async () => {
  const [both, whole, other] = [someone(), someone(), someone()];
  await give(els, both, "all", "smart-account-user");
  await give(els, both, genk);
  await give(els, both, antwerpen);
  await give(els, whole, "all", "smart-account-user");
  await give(els, other, antwerpen);

  const page = await joris.go(at("people"));
  const found = await joris.go(`${at("people")}?person=${other}`);
  const overview = await joris.go(`/nl/accounts/${account}`);

  expect(page.find("tbody tr")).toHaveLength(2);
  expect(page.text).toContain("Havenlogistiek Noorderkaai: Genk");
  expect([page.text.includes(whole), page.text.includes(other), found.find("tbody tr")]).toEqual([
    false,
    false,
    [],
  ]);
  expect([page.text.includes(both), page.text.includes(nl("roles.smart-account-user"))]).toEqual([
    true,
    false,
  ]);
  expect(page.body).not.toContain("Antwerpen");
  const links = overview.find("a").map(({ attributes }) => attributes["href"]);
  expect(links).toEqual(expect.arrayContaining([at("people"), at("requests")]));
  expect(overview.body).not.toMatch(/\/(history|virtual-accounts|details)"/u);
});

test("whoever has never come is invited without the names of account and part, which somebody has typed", async () => {
  const [one, several] = ["first@never.example", "second@never.example"];
  await give(joris, one, genk);
  await by(joris, "invite", { email: one });
  await by(els, "associate-several", { emails: several, scope: genk, role: user, language: "nl" });

  const [[again, invited], [listed]] = [await joris.mailTo(one), await els.mailTo(several)];

  for (const mail of [again!, invited!, listed!]) {
    expect(mail).toMatchObject({ template: "access-granted", language: "nl" });
    expect(mail.subject + mail.text + mail.html).not.toMatch(/Havenlogistiek|Genk|noorderkaai\.example:/u);
    expect(mail.text).toContain(nl(`roles.${user}`));
  }
  expect(invited!.text).toContain("joris.baert@noorderkaai.example");
});

test("they give a role in their part, which the message names; not in another, nor in the whole", async () => {
  const email = someone();
  await signedIn(portal, email, "nl");

  const done = await give(joris, email, genk);
  const refused = [
    await give(joris, email, antwerpen),
    await give(joris, email, "all", "smart-account-user"),
    await by(joris, "associate-several", { emails: someone(), scope: antwerpen, role: user }),
  ];
  const [mail] = await joris.mailTo(email, "access-granted");

  expect(done.status).toBe(303);
  expect(refused.map(({ status, errors }) => [status, errors])).toEqual(
    refused.map(() => [422, { scope: "account.grant.errors.scopeUnknown" }]),
  );
  expect(mail!.text).toContain(`(${account}: Genk)`);
  expect(await rolesIn(portal, email)).toEqual([[user, "Genk"]]);
});

test("of somebody who is elsewhere in the account they learn no more than of a stranger", async () => {
  const [elsewhere, stranger] = [someone(), someone()];
  await give(els, elsewhere, antwerpen);
  const role = { scope: genk, role: user };

  const told = async (email: string) => {
    const answers = [
      await by(joris, "give", { email, ...role }),
      await by(joris, "invite", { email }),
      await by(joris, "remove", { email }),
      await by(joris, "take", { email, ...role }),
      await give(joris, email, genk),
    ];
    return answers.map(({ status, errors }) => [status, errors]);
  };
  const here = await told(elsewhere);

  expect(here).toEqual(await told(stranger));
  const notHere = [422, { form: "account.people.errors.notHere" }];
  expect([here[0], here[2], here[3]]).toEqual([notHere, notHere, notHere]);
});

test("who is removed by them keeps what is held elsewhere; undone, it is as it was", async () => {
  const email = someone();
  await give(els, email, genk);
  await give(els, email, antwerpen);

  const asked = await joris.post(at("people"), { action: "remove", email });
  const left = await by(joris, "remove", { email });
  const after = await rolesIn(portal, email);
  const page = await joris.go(left.path);
  await joris.post(at("people"), {
    action: "undo",
    of: page.find('form[id="undo"] input[name="of"]')[0]!.attributes["value"]!,
  });

  expect([asked.state, asked.text.includes("Antwerpen")]).toEqual(["check", false]);
  expect(after).toEqual([[user, "Antwerpen"]]);
  expect(await rolesIn(portal, email)).toEqual([
    [user, "Antwerpen"],
    [user, "Genk"],
  ]);
});

test("what the account's administrator has taken elsewhere, they cannot bring back", async () => {
  const email = someone();
  await give(els, email, antwerpen);
  await by(els, "remove", { email });
  const page = await els.go(at("people"));
  const of = page.find('form[id="undo"] input[name="of"]')[0]!.attributes["value"]!;

  const answer = await by(joris, "undo", { of });

  expect([answer.status, await rolesIn(portal, email)]).toEqual([422, []]);
});

test("a request that names their part is put to them too; they give access in it alone, once", async () => {
  const { email, asker, answer, id } = await asks(" genk ");
  const mails = await Promise.all(
    ["joris.baert", "els.wouters", "tom.maes"].map((name) =>
      asker.mailTo(`${name}@noorderkaai.example`, "request-to-decide"),
    ),
  );
  const page = await joris.go(await joris.linkTo("joris.baert@noorderkaai.example", "request-to-decide"));
  const wrong = [
    await approve(joris, id, "all", "smart-account-viewer"),
    await approve(joris, id, antwerpen),
  ];

  const done = await Promise.all([approve(joris, id, genk), approve(els, id, antwerpen)]);

  const roles = await rolesIn(portal, email);
  expect([answer.page, answer.state]).toEqual(["request", "pending"]);
  expect(mails.map(([mail]) => mail!.text.includes(`(${account}: Genk)`))).toEqual([true, true, true]);
  expect([page.state, page.text.includes("Antwerpen"), page.text.includes("tom.maes@")]).toEqual([
    "decideRequest",
    false,
    false,
  ]);
  expect(wrong.map(({ errors }) => errors)).toEqual(
    wrong.map(() => ({ scope: "account.grant.errors.scopeUnknown" })),
  );
  expect(done.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(roles).toEqual([[user, done[0]!.status === 303 ? "Genk" : "Antwerpen"]]);
});

test("of a request for the whole account they learn nothing", async () => {
  const { email, id } = await asks();

  const answers = [await joris.go(at(`requests/${id}`)), await approve(joris, id, genk)];
  const absent = await joris.go(at("requests/not-there"));
  const list = await joris.go(at("requests"));
  const several = await joris.post(at("requests"), { request: id, decision: "deny", confirmed: "yes" });

  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  expect(answers[0]!.text).toBe(absent.text);
  expect([list.status, list.text.includes(email)]).toEqual([200, false]);
  expect(several.status).toBe(422);
  expect(await rolesIn(portal, email)).toEqual([]);
});

test("a virtual account that is not there or closed is said to be unknown, and each try is counted", async () => {
  const { answer, asker } = await asks("Oostende");
  const kept = answer.find('input[name="virtualAccount"]')[0]?.attributes["value"];

  const answers = [];
  for (let tries = 0; tries < 20; tries += 1)
    answers.push(await asker.submit({ reason, virtualAccount: `Guess ${tries}` }));

  expect([answer.status, answer.errors, kept]).toEqual([
    422,
    { virtualAccount: "access.request.errors.virtualAccountUnknown" },
    "Oostende",
  ]);
  expect(answers.at(-1)!.status).toBe(429);
});

test("whoever stops administering the part decides no more, nor sees its people", async () => {
  const gone = someone();
  const { id } = await asks("Genk");
  await give(els, gone, genk, "virtual-account-administrator");
  const visitor = await signedIn(portal, gone, "nl", "Gone Soon");
  const before = [await visitor.go(at("people")), await visitor.go(at(`requests/${id}`))];
  await by(els, "take", { email: gone, scope: genk, role: "virtual-account-administrator" });
  await give(els, gone, genk);

  const after = [await visitor.go(at("people")), await approve(visitor, id, genk)];

  expect(before.map(({ status }) => status)).toEqual([200, 200]);
  expect(after.map(({ status }) => status)).toEqual([403, 403]);
});

test("every invariant holds after all that", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
