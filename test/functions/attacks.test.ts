import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Fields, Visitor } from "#test/helpers/visitor.ts";
import {
  administrator,
  advance,
  agents,
  choose,
  sql,
  startDemo,
  tryOf,
  verify,
} from "#test/e2e/http/world.ts";

const rows = {
  organizations: [
    "xorg,,X Works,1 Mill Lane,Leeds,LS1 0ZZ,,GB,xworks.example",
    "yorg,,Y Works,2 Mill Lane,Leeds,LS1 0ZZ,,GB,yworks.example",
    "ysite,yorg,Y Site,3 Mill Lane,Leeds,LS1 0ZZ,,GB,",
  ],
  contracts: ["700000001,SP Base,xorg,2024-01-01,2034-12-31", "700000002,SP Base,yorg,2024-01-01,2034-12-31"],
  devices: ["XYDEV1,AR-1200,700000001,ysite", "YYDEV2,AR-1200,700000002,yorg"],
  entitlements: [
    "700000001,pat@xworks.example,",
    "700000002,kim@yworks.example,",
    "286601752,oliver.grant@castleford-rail.example,",
    "211857149,colleague@brouwerij-de-linde.example,",
    "211857149,former@brouwerij-de-linde.example,2025-06-30",
  ],
};

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo({ rows });
  database = sql(portal);
});
afterAll(() => portal.stop());

const day = "P1D";
const handOver = "/en/onboarding/hand-over";

async function signedIn(email: string, language = "en") {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language);
  return visitor;
}

const mailsTo = (email: string, template: string) => new Visitor(portal.url).mailTo(email, template);

const json = (visitor: Visitor, path: string, body: string, type = "application/json") =>
  visitor.request("POST", path, body, { "content-type": type });

/** Verifies, asks whoever decides, and takes it back. */
async function askAndWithdraw(
  visitor: Visitor,
  numbers: { contractNumber: string; serialNumber: string },
  step: "confirm" | "organization",
) {
  await verify(visitor, "en", numbers);
  const asked = await visitor.post(`/en/onboarding/${step}`, { organizationId: "none" });
  await visitor.post("/en/onboarding/status", { action: "withdraw" });
  return asked;
}

/** An agent asks somebody under review; gives the review's address. */
async function askQuestion(email: string) {
  const agent = await signedIn(agents[0]);
  const waiting = (await mailsTo(agents[0], "review-waiting")).find(({ text }) => text.includes(email));
  const review = new URL(waiting!.links[0]!).pathname;
  await agent.post(review, { decision: "ask", comment: "Which part is yours?" });
  return review;
}

async function timed<T>(act: Promise<T>) {
  const began = performance.now();
  const answer = await act;
  return { answer, prompt: performance.now() - began < 1000 };
}

test("nothing in the query of an address stands for a field of the form", async () => {
  const one = tryOf("conor.byrne@harrow-wren.example");
  const visitor = await signedIn(one.email);
  const reviewed = await choose(portal.url, "grace.miller@integrix.example");

  const named = await visitor.post("/en/profile?name=Other&language=nl", { name: "Conor Byrne" });
  const nameless = await visitor.post("/en/profile?name=Other", {});
  const invited = await visitor.post(`${handOver}?email=in@the-query.example`, {
    email: "in@the-form.example",
  });
  const unverified = await visitor.post(
    `/en/onboarding/verify?contractNumber=${one.contractNumber}&serialNumber=${one.serialNumber}`,
    {},
  );
  await verify(visitor, "en", one);
  const chosen = await visitor.post("/en/onboarding/organization?organizationId=none", {
    organizationId: one.organizationId!,
  });
  const unchosen = await visitor.post("/en/onboarding/organization?organizationId=none", {});
  await visitor.post(await visitor.linkTo(one.email, "confirm-address"));
  const terms = await visitor.linkTo(one.email, "accept-terms");
  const accepted = await visitor.post(`${terms}?acceptTerms=yes`, {});
  const withdrawn = await reviewed.post("/en/onboarding/status?action=withdraw", { action: "nothing" });

  expect(
    [named, nameless, invited, unverified, chosen, unchosen, accepted, withdrawn].map(({ status }) => status),
  ).toEqual([303, 422, 303, 422, 303, 422, 422, 400]);
  expect(chosen.path).toBe("/en/onboarding/check-email");
  expect(await database("select name, language from person where email = ?", one.email)).toEqual([
    { name: "Conor Byrne", language: "en" },
  ]);
  expect(await mailsTo("in@the-query.example", "hand-over")).toEqual([]);
  expect(await mailsTo("in@the-form.example", "hand-over")).toHaveLength(1);
  expect((await reviewed.go("/en/onboarding/status")).state).toBe("review");
});

test("an operation id with other fields is another operation, with the same fields the same one", async () => {
  const { email, contractNumber, serialNumber } = tryOf("eleanor.hart@harrow-wren.example");
  const visitor = await signedIn(email);
  const operationId = "the-same-id";
  const [right, wrong, ...invitations] = [
    ["/en/onboarding/verify", { contractNumber, serialNumber }],
    ["/en/onboarding/verify", { contractNumber: "999999999", serialNumber: "ZZZ9999" }],
    [handOver, { email: "c1@harrow-wren.example" }],
    [handOver, { email: "c2@harrow-wren.example" }],
    [handOver, { email: "c2@harrow-wren.example" }],
  ] as [string, Fields][];
  const post = ([path, fields]: [string, Fields]) => visitor.post(path, { ...fields, operationId });

  const first = await post(right!);
  const second = await post(wrong!);
  const sent = [await post(invitations[0]!), await post(invitations[1]!), await post(invitations[2]!)];

  expect([first.status, second.status]).toEqual([303, 422]);
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(await mailsTo("c1@harrow-wren.example", "hand-over")).toHaveLength(1);
  expect(await mailsTo("c2@harrow-wren.example", "hand-over")).toHaveLength(1);
});

test("nobody makes administrators and agents decide more than five times a day", async () => {
  const one = tryOf("oliver.grant@castleford-rail.example");
  const other = tryOf("fenna.dijkstra@oosterwoud-zorg.example");
  const visitor = await signedIn(one.email);
  const request = () => askAndWithdraw(visitor, one, "confirm");
  const review = () => askAndWithdraw(visitor, other, "organization");
  const mails = async () => [
    (await mailsTo("priya.nair@castleford-rail.example", "request-to-decide")).length,
    (await mailsTo(agents[0], "review-waiting")).filter(({ text }) => text.includes(one.email)).length,
  ];

  const allowed = [await request(), await review(), await request(), await review(), await request()];
  const refused = [await request(), await review()];
  const told = await mails();
  await advance(portal, day);
  const nextDay = [await request(), await review()];

  expect(allowed.map(({ status }) => status)).toEqual(Array(5).fill(303));
  expect(refused.map(({ status }) => status)).toEqual([429, 429]);
  expect(refused.map(({ errors }) => Object.values(errors))).toEqual(Array(2).fill(["requests.tooMany"]));
  expect(refused.map(({ headers }) => Number(headers.get("retry-after")) > 80_000)).toEqual([true, true]);
  expect(told).toEqual([3, 2]);
  expect(nextDay.map(({ status }) => status)).toEqual([303, 303]);
});

const encoded = "application/x-www-form-urlencoded";

test.each([
  ["a lone surrogate in JSON", "application/json", String.raw`{"name":"\ud800An","operationId":"\udfff"}`],
  ["a lone surrogate as a field's name", "application/json", String.raw`{"name":"An","\ud800":"x"}`],
  ["a lone surrogate in a form", encoded, "name=%ED%A0%80An&operationId=%ED%A0%80"],
  ["an emoji where an operation id is cut", encoded, `name=An&operationId=${"a".repeat(99)}%F0%9F%98%80`],
  ["a very long operation id", encoded, `name=An&operationId=${"a".repeat(5000)}`],
  ["control characters in an operation id", encoded, "name=An&operationId=%00%0D%0A.."],
])("%s is answered promptly, signed in or not", async (_, type, body) => {
  const visitor = await signedIn(`robin.${body.length}@odd-texts.example`);

  const saved = await timed(json(visitor, "/en/profile", body, type));
  const asked = await timed(
    json(new Visitor(portal.url), "/en/sign-in", body.replace("name", "email"), type),
  );
  const verified = await timed(
    json(visitor, "/en/onboarding/verify", body.replace("name", "contractNumber"), type),
  );

  expect([saved.answer.status, asked.answer.status, verified.answer.status]).toEqual([303, 422, 422]);
  expect([saved.prompt, asked.prompt, verified.prompt]).toEqual([true, true, true]);
});

test("what is below an administrator is not offered, and asking for it by hand blocks nothing else", async () => {
  const kim = await signedIn("kim@yworks.example");
  await verify(kim, "en", { contractNumber: "700000002", serialNumber: "YYDEV2" });
  await kim.submit({ organizationId: "yorg" });
  await kim.post(await kim.linkTo("kim@yworks.example", "confirm-address"));
  const pat = await signedIn("pat@xworks.example");

  const chooser = await verify(pat, "en", { contractNumber: "700000001", serialNumber: "XYDEV1" });
  const above = await pat.post("/en/onboarding/organization", { organizationId: "yorg" });
  const below = await pat.post("/en/onboarding/organization", { organizationId: "ysite" });
  const again = await pat.go("/en/onboarding/organization");
  const chosen = await pat.submit({ organizationId: "xorg" });
  await pat.post(await pat.linkTo("pat@xworks.example", "confirm-address"));
  const done = await pat.go("/en/onboarding/status");

  for (const page of [chooser, again]) {
    const offered = page.find('input[name="organizationId"]').map(({ attributes }) => attributes["value"]);
    expect(page).toMatchObject({ status: 200, page: "organization" });
    expect(offered).toEqual(["xorg", "none"]);
  }
  expect([above.status, below.status]).toEqual([409, 409]);
  expect(chosen.page).toBe("check-email");
  expect(done).toMatchObject({ page: "status", state: "administrator" });
});

test("links to terms and to a question last as long as their matter, those to confirm an address a day", async () => {
  const [accepts, answers, confirms] = [
    await administrator(portal.url, "nadia.benali@morvanelle.example"),
    await choose(portal.url, "fenna.dijkstra@oosterwoud-zorg.example"),
    await choose(portal.url, "lotte.visser@vdmeulen-werf.example"),
  ];
  await askQuestion("fenna.dijkstra@oosterwoud-zorg.example");
  const terms = await accepts.linkTo("nadia.benali@morvanelle.example", "accept-terms");
  const question = await answers.linkTo("fenna.dijkstra@oosterwoud-zorg.example", "information-asked");
  const address = await confirms.linkTo("lotte.visser@vdmeulen-werf.example", "confirm-address");

  await advance(portal, "PT23H59M");
  const fresh = await confirms.go(address);
  await advance(portal, "PT2M");
  const stale = [await confirms.go(address), await confirms.post(address)];
  await advance(portal, "P200D");
  const opened = [await accepts.go(terms), await answers.go(question)];
  const tasks = [await accepts.go("/fr/tasks"), await answers.go("/nl/tasks")];
  const acted = [
    await accepts.post(terms, { acceptTerms: "yes" }),
    await answers.post(question, { answer: "The north." }),
  ];

  expect(fresh.status).toBe(200);
  expect(stale.map(({ status, state }) => [status, state])).toEqual(Array(2).fill([410, "expired"]));
  expect(opened.map(({ status, state }) => [status, state])).toEqual([
    [200, "acceptTerms"],
    [200, "answerQuestion"],
  ]);
  expect(tasks[0]!.find(`main a[href="${terms}"]`)).toHaveLength(1);
  expect(tasks[1]!.find(`main a[href="${question}"]`)).toHaveLength(1);
  expect(acted.map(({ status }) => status)).toEqual([303, 303]);
});

test("a requester's name is only text in the message to the administrator: no token comes of it", async () => {
  const one = tryOf("pieter.claes@noorderkaai.example");
  const visitor = await signedIn(one.email);
  await visitor.post("/en/profile", { name: "P ~link~token~ {{token}} {{link}} $t(x) %s ~sign~in~code~" });
  await verify(visitor, "en", one);

  await visitor.submit();
  const [mail] = await mailsTo("els.wouters@noorderkaai.example", "request-to-decide");
  const link = mail!.links[0]!;
  const token = link.split("/").at(-1)!;

  expect(token).toMatch(/^d[\w-]{43}$/u);
  expect(mail!.subject).not.toContain(token);
  expect(mail!.text.replaceAll(link, "")).not.toContain(token);
  expect(mail!.html.replaceAll(link, "")).not.toContain(token);
  expect(mail!.text).toContain("{{token}} {{link}} $t(x) %s");
});

test("names lose what nobody sees, and name no address", async () => {
  const visitor = await signedIn("amir@odd-names.example");

  await visitor.post("/en/profile", { name: "\u202EAm\u200Bir\u0007\uFEFF \u2066Kh\u0000an\u2069\u200D" });
  const kept = (await visitor.go("/en/profile")).field("name");
  const empty = await visitor.post("/en/profile", { name: "\u200B\u202E\u0007" });
  const addresses = [
    await visitor.post("/en/profile", { name: "Amir https://evil.example" }),
    await visitor.post("/en/profile", { name: "Amir hTTp:/\u200B/evil.example" }),
    await visitor.post("/en/profile", { name: "WWW.evil.example" }),
  ];

  expect(kept).toBe("Amir Khan");
  expect(empty.errors).toEqual({ name: "profile.errors.nameRequired" });
  expect(addresses.map(({ status, errors }) => [status, errors])).toEqual(
    Array(3).fill([422, { name: "profile.errors.nameAddress" }]),
  );
});

test.each([
  ["a change of direction", "x\u202Ey@odd.example"],
  ["no width", "x\u200By@odd.example"],
  ["a control character", "x\u0007y@odd.example"],
  ["no width in its domain", "xy@o\u200Bdd.example"],
])("an e-mail address with %s is refused", async (_, email) => {
  const answer = await new Visitor(portal.url).post("/en/sign-in", { email });

  expect([answer.status, answer.errors]).toEqual([422, { email: "signIn.errors.emailMalformed" }]);
});

test.each([
  ["a stranger", ["", ""], "stranger@elsewhere.example"],
  ["somebody who was entitled once", ["", ""], "former@brouwerij-de-linde.example"],
  ["an entitled colleague", ["211857149", "FOC2102MTV7"], "colleague@brouwerij-de-linde.example"],
])("when %s is invited, the form begins with %j", async (_, numbers, email) => {
  const inviter = await signedIn("bram.desmet@brouwerij-de-linde.example");
  await verify(inviter, "en", { contractNumber: "211857149", serialNumber: "FOC2102MTV7" });
  await inviter.post(handOver, { email });
  const invited = await signedIn(email);

  const answer = await invited.go("/en/onboarding/verify");

  expect([answer.field("contractNumber"), answer.field("serialNumber")]).toEqual(numbers);
});

test("messages leave at once, however far the clock was moved forward", async () => {
  const visitor = await signedIn("early@clocks.example");
  await advance(portal, "P31D");

  await visitor.post(handOver, { email: "late@clocks.example" });

  await expect
    .poll(async () => (await mailsTo("late@clocks.example", "hand-over"))[0]?.status, { timeout: 4000 })
    .toMatch(/^(sent|delivered)$/u);
});

test("a report of a megabyte is refused promptly, its size announced or not", async () => {
  const report = "x".repeat(1_000_000);
  const send = (body: BodyInit) =>
    timed(fetch(`${portal.url}/webhooks/resend`, { method: "POST", body, duplex: "half" } as RequestInit));

  const announced = await send(report);
  const streamed = await send(new Blob([report]).stream());

  expect([announced.answer.status, announced.prompt]).toEqual([413, true]);
  expect([streamed.answer.status, streamed.prompt]).toEqual([413, true]);
});

test("a disabled person's language stays", async () => {
  const visitor = await signedIn("gone@disabled.example");
  await database("update person set disabled_at = 1 where email = 'gone@disabled.example'");

  await visitor.post("/en/profile", { switchLanguage: "nl" });
  await visitor.post("/en/portal", { switchLanguage: "fr" });

  expect(await database("select language from person where email = 'gone@disabled.example'")).toEqual([
    { language: "en" },
  ]);
});

test.each(['{"email":["a@b.example"]}', '{"email":{"a":1}}', '{"email":null}', "[]", '"a"', "null", "{"])(
  "JSON that is no form is malformed: %s",
  async (body) => {
    const answer = await json(new Visitor(portal.url), "/en/sign-in", body);

    expect(answer.status).toBe(400);
  },
);

test("JSON is read whatever the case of its type", async () => {
  const answer = await json(
    new Visitor(portal.url),
    "/en/sign-in",
    '{"email":"q@types.example"}',
    "Application/JSON; charset=UTF-8",
  );

  expect([answer.status, answer.path]).toEqual([303, "/en/sign-in/code"]);
});

test("a review is not found by anybody but agents, whatever is decided", async () => {
  await choose(portal.url, "olivier.mercier@mercier-conseil.example");
  const review = await askQuestion("olivier.mercier@mercier-conseil.example");
  const outsider = await signedIn("eve@outsider.example");
  const bodies: Fields[] = [
    { decision: "ask", comment: "Who?" },
    { decision: "ask" },
    { decision: "appoint" },
    { decision: "refuse", comment: "No." },
    { decision: "x" },
    {},
  ];

  const answers = await Promise.all(bodies.map((body) => outsider.post(review, body)));

  expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 404));
});

test("no foreign page moves the clock", async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${portal.url}/dev/clock`, { method: "POST", body: '{"advance":"PT1S"}', headers });
  const ahead = async () =>
    ((await (await fetch(`${portal.url}/dev/clock`)).json()) as { aheadMilliseconds: number })
      .aheadMilliseconds;
  const before = await ahead();

  const foreign = await post({ origin: "https://evil.example", "content-type": "text/plain" });
  const unmoved = await ahead();
  const tool = await post({});

  expect([foreign.status, unmoved, tool.status]).toEqual([403, before, 200]);
});

test("an address gets three invitations a day from all inviters together, also all at once", async () => {
  const email = "victim@bigcorp.example";
  const inviters = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => signedIn(`i${number}@inviters.example`)),
  );

  const answers = await Promise.all(inviters.map((inviter) => inviter.post(handOver, { email })));
  const refused = answers.filter(({ status }) => status === 429);
  const mails = await mailsTo(email, "hand-over");
  await advance(portal, day);
  const nextDay = await inviters[0]!.post(handOver, { email });

  expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 429, 429]);
  expect(refused.map(({ headers, errors }) => [Number(headers.get("retry-after")) > 80_000, errors])).toEqual(
    Array(2).fill([true, { email: "onboarding.handOver.errors.tooMany" }]),
  );
  expect([mails.length, nextDay.status]).toEqual([3, 303]);
});

test("nobody invites from a personal address", async () => {
  const visitor = await signedIn("somebody@gmail.com");

  const answer = await visitor.post(handOver, { email: "target@bigcorp.example" });

  expect([answer.status, answer.errors]).toEqual([
    422,
    { form: "onboarding.handOver.errors.inviterPersonal" },
  ]);
  expect(await mailsTo("target@bigcorp.example", "hand-over")).toEqual([]);
});

test("the sign-in code of an invited newcomer comes in the language that the inviter chose", async () => {
  const email = "nouveau@languages.example";
  const inviter = await signedIn("inviter@languages.example");
  await inviter.post(handOver, { email, language: "fr" });

  await new Visitor(portal.url).post("/nl/sign-in", { email });

  expect(await mailsTo(email, "sign-in-code")).toMatchObject([{ language: "fr" }]);
});

test("an administrator whose seat has ended sees the request neither by link nor in To do", async () => {
  const one = tryOf("julie.weber@moselane.example");
  const requester = await signedIn(one.email, "fr");
  await verify(requester, "fr", one);
  await requester.submit();
  const marc = await signedIn("marc.thill@moselane.example", "fr");
  const link = await marc.linkTo("marc.thill@moselane.example", "request-to-decide");
  const before = [await marc.go(link), await marc.go("/fr/tasks")];

  await database("update seat set ended_at = 2 where person_id = 'demo-marc-thill'");
  const after = [await marc.go(link), await marc.go("/fr/tasks")];

  expect(before[0]).toMatchObject({ status: 200, state: "decideRequest" });
  expect(before[1]!.find(`main a[href="${link}"]`)).toHaveLength(1);
  expect(after[0]!.status).toBe(403);
  expect(after[0]!.body).not.toContain(one.email);
  expect(after[1]!.find(`main a[href="${link}"]`)).toEqual([]);
});

test("no record of an operation holds an e-mail address", async () => {
  const rows = await database(
    `select id from operation where id like '%@%'
     union all select operation_id from audit_event where operation_id like '%@%'
     union all select operation_id from outbox where operation_id like '%@%'`,
  );

  expect(rows).toEqual([]);
});
