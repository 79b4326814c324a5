import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advance, agents, choose, startDemo, tryOf, verify } from "#test/e2e/http/world.ts";
import { pressLanguage, typedIn } from "#test/helpers/forms.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { languagesAround } from "./languages-around.ts";

let portal: TestPortal;
let around: ReturnType<typeof languagesAround>;
beforeAll(async () => {
  portal = await startDemo();
  around = languagesAround(portal);
});
afterAll(() => portal.stop());

const odd = ` É"ß' & <b>x</b> 漢字 😀 %2B+;=&amp; `;
const long = `\n\n  ${"漢字 😀 ".repeat(300)}\n`;

const somebody = async (email: string, path: string, language: string = tryOf(email).language) => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language, tryOf(email)?.name);
  await visitor.go(`/${language}/${path}`);
  return visitor;
};

describe("before signing in", () => {
  test("the address, and where one was going", async () => {
    const visitor = new Visitor(portal.url);
    await visitor.go("/fr/onboarding/verify");

    const { is, expected } = await around(visitor, { email: odd });

    expect(is).toEqual(expected);
  });

  test("a refused address", async () => {
    const visitor = new Visitor(portal.url);
    await visitor.go("/en/sign-in");
    await visitor.submit({ email: "robin@" });

    const { is, expected } = await around(visitor, { email: `robin@${odd}` });

    expect(is).toEqual(expected);
  });

  test("the code, then the name, for somebody new", async () => {
    const email = "mehdi.lambert@morvanelle.example";
    const visitor = new Visitor(portal.url);
    await visitor.go("/fr/sign-in");
    await visitor.submit({ email });
    const code = (await visitor.mailTo(email, "sign-in-code"))[0]!.code!;

    const codes = await around(visitor, { code: ' 12 "<é' });
    await visitor.submit({ code });
    const names = await around(visitor, { name: odd }, email);

    expect(codes.is).toEqual(codes.expected);
    expect(names.is).toEqual(names.expected);
  });
});

describe("in the profile", () => {
  test("everything, refused too", async () => {
    const email = "marc.thill@moselane.example";
    const visitor = await somebody(email, "profile");
    await visitor.submit({ name: "", phone: "abc" });

    const { is, expected } = await around(
      visitor,
      { name: odd, company: odd, phone: odd, language: "en" },
      email,
    );

    expect(is).toEqual(expected);
  });

  test("the language of e-mails that nobody has touched follows the page", async () => {
    const visitor = await somebody("priya.nair@castleford-rail.example", "profile");

    const answer = await pressLanguage(visitor, "nl", { name: "Priya N." });

    expect(typedIn(answer)).toMatchObject({ name: "Priya N.", language: "nl" });
  });
});

describe("on the way of a first administrator", () => {
  const email = "nadia.benali@morvanelle.example";
  let visitor: Visitor;

  test("contract and serial number, new, refused and verified", async () => {
    visitor = await somebody(email, "onboarding/verify");

    const empty = await around(visitor, { contractNumber: odd, serialNumber: odd }, email);
    await visitor.submit({ contractNumber: odd, serialNumber: "" });
    const refused = await around(visitor, { serialNumber: odd }, email);
    await verify(visitor, "fr", tryOf(email));
    await visitor.go("/fr/onboarding/verify");
    const verified = await around(visitor, {}, email);

    expect(empty.is).toEqual(empty.expected);
    expect(refused.is).toEqual(refused.expected);
    expect(verified.is).toEqual(verified.expected);
  });

  test("the organization, chosen or not", async () => {
    await visitor.go("/fr/onboarding/organization");

    const chosen = await around(visitor, { organizationId: "none" }, email);
    await visitor.go("/fr/onboarding/organization");
    await visitor.submit();
    const refused = await around(visitor, {}, email);

    expect(chosen.is).toEqual(chosen.expected);
    expect(refused.is).toEqual(refused.expected);
  });

  test("the pages that wait for the mail, and what its link opens", async () => {
    await visitor.submit({ organizationId: tryOf(email).organizationId! });
    const checkEmail = await around(visitor, {}, email);
    await visitor.go("/fr/onboarding/status");
    const status = await around(visitor, {}, email);
    const link = await visitor.linkTo(email, "confirm-address");
    const stranger = new Visitor(portal.url);
    await stranger.go(link);
    const signedOut = await around(stranger);
    await advance(portal, "PT31S");
    await stranger.submit();
    const code = await around(stranger, { code: odd });
    await visitor.go(link);
    const confirm = await around(visitor, {}, email);

    for (const { is, expected } of [checkEmail, status, signedOut, code, confirm])
      expect(is).toEqual(expected);
  });

  test("the terms, with the box ticked, refused too", async () => {
    await visitor.submit();
    const done = await around(visitor, {}, email);
    await visitor.go(await visitor.linkTo(email, "accept-terms"));
    const ticked = await around(visitor, { acceptTerms: "yes" }, email);
    await visitor.send();
    const refused = await around(visitor, { acceptTerms: "yes" }, email);

    for (const { is, expected } of [done, ticked, refused]) expect(is).toEqual(expected);
  });

  test.each(["portal", "tasks", "requests", "organizations/morvanelle-lyon"])(
    "a page without a form: %s",
    async (path) => {
      await visitor.go(`/fr/${path}`);

      const { is, expected } = await around(visitor, {}, email);

      expect(is).toEqual(expected);
    },
  );
});

describe("on the way to an administrator in office", () => {
  const email = "pieter.claes@noorderkaai.example";
  let visitor: Visitor;

  test("the request, before and after it was sent", async () => {
    visitor = await somebody(email, "onboarding/verify");
    await verify(visitor, "nl", tryOf(email));
    const confirm = await around(visitor, {}, email);
    await visitor.submit();
    const status = await around(visitor, {}, email);
    await visitor.go("/nl/requests");
    const [href] = visitor.last!.find("table a").map(({ attributes }) => String(attributes["href"]));
    await visitor.go(href!);
    const request = await around(visitor, {}, email);

    for (const { is, expected } of [confirm, status, request]) expect(is).toEqual(expected);
  });

  test("its link, for the administrator and for somebody else", async () => {
    const decider = "els.wouters@noorderkaai.example";
    const administrator = await somebody(decider, "tasks");
    const link = await visitor.linkTo(decider, "request-to-decide");
    await administrator.go(link);
    const decides = await around(administrator, {}, decider);
    await visitor.go(link);
    const other = await around(visitor, {}, email);
    await visitor.go("/nl/onboarding/status");
    await visitor.submit({ action: "withdraw", confirmed: "yes" });
    const withdrawn = await around(visitor, {}, email);
    await administrator.go(link);
    const over = await around(administrator, {}, decider);

    for (const { is, expected } of [decides, other, withdrawn, over]) expect(is).toEqual(expected);
  });

  test("the hand-over: address and language, refused too", async () => {
    await visitor.go("/nl/onboarding/hand-over");
    const fresh = await around(visitor, { email: odd, language: "fr" }, email);
    await visitor.submit({ email: "collega", language: "en" });
    const refused = await around(visitor, { email: odd, language: "fr" }, email);

    for (const { is, expected } of [fresh, refused]) expect(is).toEqual(expected);
  });
});

describe("under review", () => {
  const email = "harriet.cole@feldkamp.example";
  let visitor: Visitor;
  let agent: Visitor;

  test.each([
    ["short", `\n${odd}\n`],
    ["too long for a cookie", long],
  ])("the agent's question, %s, refused too", async (_, comment) => {
    visitor ??= await choose(portal.url, email);
    agent ??= await somebody(agents[0], "reviews", "en");
    const [mail] = await agent.mailTo(agents[0], "review-waiting");
    await agent.go(new URL(mail!.links[0]!).pathname);

    const fresh = await around(agent, { comment }, agents[0]);
    await agent.submit({ decision: "ask", comment: "" });
    const refused = await around(agent, { comment }, agents[0]);

    for (const { is, expected } of [fresh, refused]) expect(is).toEqual(expected);
  });

  test("what the person sees of it", async () => {
    await agent.submit({ decision: "ask", comment: "Which part?" });
    await visitor.go("/en/onboarding/status");

    const { is, expected } = await around(visitor, {}, email);

    expect(is).toEqual(expected);
  });

  test.each([
    ["short", `\n${odd}\n`],
    ["too long for a cookie", long],
  ])("the person's answer, %s, refused too", async (_, answer) => {
    await visitor.go(await visitor.linkTo(email, "information-asked"));
    const fresh = await around(visitor, { answer }, email);
    await visitor.submit({ answer: "" });
    const refused = await around(visitor, { answer }, email);

    for (const { is, expected } of [fresh, refused]) expect(is).toEqual(expected);
  });
});
