import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tries } from "#db/demo/people.ts";
import { linkTitle } from "#src/i18n/links.ts";
import { type Language, translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { advance, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal.stop());

const say = (sentence: string) => sentence.replace(/\s/gu, " ");
const linked = ({ find }: Answer) => find("main a").map(({ attributes }) => attributes["href"] ?? "");

describe.each<[Language, string, string]>([
  ["fr", "mehdi.lambert@morvanelle.example", "Morvanelle Nantes"],
  ["nl", "lotte.visser@vdmeulen-werf.example", "Van der Meulen Reparatie"],
  ["en", "amir.khan@nordlys-seafood.example", "Nordlys Bergen"],
])("in %s, somebody new becomes Delegated Administrator", (language, email, organization) => {
  const t = translator(language);
  const one = tryOf(email);
  let visitor: Visitor;
  let elsewhere: Visitor;
  let firstLink: string;
  beforeAll(() => {
    visitor = new Visitor(portal.url);
    elsewhere = new Visitor(portal.url);
  });

  test("the home page leads over the overview to sign-in", async () => {
    const home = await visitor.go(`/${language}/`);
    const overview = await visitor.go(`/${language}/onboarding`);
    const asked = await visitor.go(`/${language}/onboarding/verify`);

    expect(linked(home)).toContain(`/${language}/onboarding`);
    expect(linked(overview)).toContain(`/${language}/onboarding/verify`);
    expect(asked).toMatchObject({
      page: "sign-in",
      path: `/${language}/sign-in?next=%2F${language}%2Fonboarding%2Fverify`,
    });
  });

  test("the code comes in the page's language, and the name is asked once", async () => {
    await visitor.submit({ email: email.toUpperCase() });
    const [mail] = await visitor.mailTo(email, "sign-in-code");
    const named = await visitor.submit({ code: mail!.code! });
    const numbers = { contractNumber: one.contractNumber, serialNumber: "none of mine" };
    const refused = await visitor.submit({ ...numbers, name: " " });
    const unnamed = await visitor.send(numbers);
    await visitor.go(unnamed.path);
    const on = await visitor.submit({ name: one.name });

    expect(mail).toMatchObject({
      language,
      subject: t("emails.sign-in-code.subject"),
    });
    expect(named).toMatchObject({ page: "verify", state: "empty" });
    expect(refused.errors).toEqual({ name: "profile.errors.nameRequired" });
    expect(unnamed).toMatchObject({
      status: 303,
      path: expect.stringContaining(`/${language}/profile?next=`),
    });
    expect(on).toMatchObject({ page: "verify", path: `/${language}/onboarding/verify` });
    expect(on.text).toContain(one.name);
    expect(on.text).toContain(email);
  });

  test("a contract and a device lead to the organizations, the widest first", async () => {
    const answer = await verify(visitor, language, one);
    const values = answer.find('input[name="organizationId"]').map(({ attributes }) => attributes["value"]);

    expect(answer).toMatchObject({
      page: "organization",
      title: expect.stringContaining(say(t("onboarding.organization.title"))),
    });
    expect(values.at(-1)).toBe("none");
    expect(values.at(-2)).toBe(one.organizationId);
    expect(values).toHaveLength(3);
  });

  test("no choice and a foreign choice are refused", async () => {
    const none = await visitor.submit({});
    const foreign = await visitor.submit({ organizationId: "clairval" });

    expect([none.status, none.errors]).toEqual([
      422,
      { organizationId: "onboarding.organization.errors.required" },
    ]);
    expect([foreign.status, foreign.errors]).toEqual([
      422,
      { organizationId: "onboarding.organization.errors.notListed" },
    ]);
    expect(foreign.text).toContain(say(t("onboarding.organization.errors.notListed")));
  });

  test("the choice sends a link, in the reader's language, and the page says where to", async () => {
    const answer = await visitor.submit({ organizationId: one.organizationId! });
    const [mail] = await visitor.mailTo(email, "confirm-address");
    firstLink = new URL(mail!.links[0]!).pathname;

    expect(answer).toMatchObject({ page: "check-email", state: "sent" });
    expect(answer.text).toContain(email);
    expect(answer.text).toContain(say(t("onboarding.checkEmail.spam.text")));
    expect(mail).toMatchObject({ language, subject: t("emails.confirm-address.subject", { organization }) });
    expect(firstLink).toMatch(new RegExp(`^/${language}/link/c[\\w-]{43}$`, "u"));
    expect(mail!.html).toContain(mail!.links[0]!);
  });

  test("sending again must wait a minute; then the new link replaces the old one", async () => {
    const early = await visitor.submit();
    await advance(portal, "PT61S");
    await visitor.go(`/${language}/onboarding/check-email`);
    const again = await visitor.submit();
    const mails = await visitor.mailTo(email, "confirm-address");
    const old = await visitor.go(firstLink);

    expect(early).toMatchObject({
      status: 429,
      page: "check-email",
      errors: { form: "onboarding.checkEmail.wait" },
    });
    expect(Number(early.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(again).toMatchObject({ status: 200, page: "check-email", state: "sentAgain" });
    expect(mails.map((mail) => mail.language)).toEqual([language, language]);
    expect(old).toMatchObject({ status: 410, page: "link", state: "replaced" });
  });

  test("To do holds the same link", async () => {
    const tasks = await visitor.go(`/${language}/tasks`);

    expect(tasks).toMatchObject({ page: "tasks", state: "waiting" });
    expect(linked(tasks)).toContain(await visitor.linkTo(email, "confirm-address"));
  });

  test("opened elsewhere without a session, the link tells little, sends a code and leads straight back", async () => {
    const link = await elsewhere.linkTo(email, "confirm-address");
    const before = (await elsewhere.mailTo(email)).length;
    const shut = await elsewhere.go(link);
    const unsent = (await elsewhere.mailTo(email)).length;
    const asked = await elsewhere.submit();
    const code = (await elsewhere.mailTo(email, "sign-in-code"))[0]!.code!;
    const back = await elsewhere.submit({ code });

    expect(shut).toMatchObject({ status: 200, page: "link", state: "signedOut" });
    expect(shut.body).not.toContain(email);
    expect(shut.body).not.toContain(organization);
    expect(unsent).toBe(before);
    expect(asked).toMatchObject({ page: "sign-in-code" });
    expect(asked.body).not.toContain(email);
    expect(back).toMatchObject({ status: 200, page: "link", state: "confirmAddress", path: link });
    expect(back.text).toContain(say(linkTitle(t, { face: "confirmAddress", organization })));
  });

  test("«Continue» makes the administrator", async () => {
    const answer = await elsewhere.submit();

    expect(answer).toMatchObject({
      status: 200,
      page: "status",
      state: "administrator",
      path: `/${language}/onboarding/status`,
    });
    expect(answer.text).toContain(t("onboarding.done.title"));
    expect(answer.text).toContain(organization);
    expect(linked(answer)).toContain(`/${language}/portal`);
  });

  test("three e-mails follow, each in the reader's language, with addresses that work", async () => {
    const mails = (await visitor.mailTo(email)).slice(0, 3);
    const opened = await Promise.all(
      mails.map((mail) => new Visitor(portal.url).go(new URL(mail.links[0]!).pathname)),
    );

    expect(mails.map((mail) => mail.template).sort()).toEqual([
      "accept-terms",
      "customer-administrator-granted",
      "welcome",
    ]);
    expect(mails.map((mail) => mail.language)).toEqual([language, language, language]);
    expect(mails.every((mail) => mail.links.every((link) => link.startsWith(portal.url)))).toBe(true);
    expect(opened.map((page) => [page.status, page.page]).sort()).toEqual([
      [200, "link"],
      [200, "sign-in"],
      [200, "sign-in"],
    ]);
  });

  test("the terms are accepted by their link, by the box", async () => {
    const link = await visitor.linkTo(email, "accept-terms");
    const shown = await visitor.go(link);
    const unticked = await visitor.submit();
    const accepted = await visitor.submit({ acceptTerms: "yes" });
    const again = await visitor.go(link);

    expect(shown).toMatchObject({ status: 200, page: "link", state: "acceptTerms" });
    expect([unticked.status, unticked.errors]).toEqual([422, { acceptTerms: "link.terms.required" }]);
    expect(accepted).toMatchObject({
      page: "organization-detail",
      path: `/${language}/organizations/${one.organizationId}`,
    });
    expect(accepted.text).toContain(one.name);
    expect(again).toMatchObject({ status: 410, state: "used" });
    expect(again.text).toContain(organization);
  });

  test("the portal shows the organization, and nothing is left to do", async () => {
    const at = await visitor.go(`/${language}/portal`);
    const tasks = await visitor.go(`/${language}/tasks`);

    expect(at).toMatchObject({ page: "portal", state: "in" });
    expect(at.text).toContain(organization);
    expect(tasks).toMatchObject({ page: "tasks", state: "empty" });
  });

  test("every page of the way was in that language", async () => {
    const pages = await Promise.all(
      ["portal", "tasks", "profile", "onboarding", "onboarding/status", "onboarding/verify"].map((page) =>
        visitor.request("GET", `/${language}/${page}`),
      ),
    );

    expect(pages.map(({ body }) => /<html lang="(.+?)"/u.exec(body)?.[1])).toEqual(pages.map(() => language));
  });
});

test.each(tries.filter(({ outcome }) => outcome === "administrator"))(
  "$email finds an administrator there, with the address masked everywhere",
  async (one) => {
    const visitor = new Visitor(portal.url);
    await visitor.signIn(one.email, one.language, one.name);

    const shown = await verify(visitor, one.language, one);
    const status = await visitor.go(`/${one.language}/onboarding/status`);
    const choosing = await visitor.go(`/${one.language}/onboarding/organization`);

    const [name, address] = administrators[one.language];
    expect(shown).toMatchObject({ status: 200, page: "confirm" });
    expect(shown.text).toContain(name);
    expect(shown.text).toContain(address.replace(/^(.).*@/u, "$1••••@"));
    expect(status).toMatchObject({ page: "status", state: "administratorExists" });
    expect(choosing).toMatchObject({ page: "confirm" });
    for (const page of [shown, status, choosing]) expect(page.body).not.toContain(address);
  },
);

const administrators = {
  fr: ["Marc Thill", "marc.thill@moselane.example"],
  nl: ["Els Wouters", "els.wouters@noorderkaai.example"],
  en: ["Priya Nair", "priya.nair@castleford-rail.example"],
} as const;
